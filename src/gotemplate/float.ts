/** The shortest decimal digits of a positive finite number, and the place of its decimal point: 0.d1d2d3… × 10^point. */
function shortest(value: number): { digits: string; point: number } {
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string]
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 }
}

/** A float64 in Go's shortest 'g' form, as %v prints it: 0.5, 1e+06, 1.5e-07, +Inf, NaN. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const sign = value < 0 ? '-' : ''
  const { digits, point } = shortest(Math.abs(value))
  const exponent = point - 1
  if (exponent < -4 || exponent >= 6) return sign + scientific(digits, exponent)
  return sign + positional(digits, point)
}

function scientific(digits: string, exponent: number): string {
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function positional(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length)
  return `${digits.slice(0, point)}.${digits.slice(point)}`
}
