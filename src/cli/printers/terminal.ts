/** Text with what could steer a terminal made visible: the escape character as ^[, a carriage return as \r. */
export function escapeTerminal(text: string): string {
  return text.replaceAll('\u001b', '^[').replaceAll('\r', '\\r')
}
