/** klog's header: severity, date, time, thread. */
export function logPrefix(severity: string): string {
  const now = new Date()
  const two = (n: number) => String(n).padStart(2, '0')
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}.${String(now.getMilliseconds()).padStart(3, '0')}000`
  return `${severity}${two(now.getMonth() + 1)}${two(now.getDate())} ${time} ${String(process.pid).padStart(7)}`
}
