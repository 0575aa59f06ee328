const ether = 10n ** 18n

/** Wei as a decimal number of ether with `digits` significant digits at most; never rounds an amount to 0. */
export function etherText(wei: bigint, digits = 4): string {
  const sign = wei < 0n ? '−' : ''
  const size = wei < 0n ? -wei : wei
  if (size === 0n) return '0'
  const text = trimmed(roundToDigits(size, digits))
  return sign + text
}

/** `etherText` with the currency's sign. */
export function amountText(wei: bigint, currency = 'ETH', digits = 4): string {
  return `${etherText(wei, digits)} ${currency}`
}

const scales: readonly [bigint, string, string][] = [
  [ether, '', ''],
  [ether / 1_000n, 'thousandth', 'thousandths'],
  [ether / 1_000_000n, 'millionth', 'millionths'],
  [ether / 1_000_000_000n, 'billionth', 'billionths'],
]

/** An amount as one says it: `0.0004 ETH` is "0.4 thousandths of an ETH". */
export function amountInWords(wei: bigint, currency = 'ETH'): string {
  if (wei === 0n) return `no ${currency}`
  const size = wei < 0n ? -wei : wei
  const scale = scales.find(([unit]) => size * 10n >= unit) ?? scales[scales.length - 1]!
  const [unit, one, many] = scale
  const count = trimmed(roundToDigits((size * ether) / unit, 3))
  if (unit === ether) return `${count} ${currency}`
  return `${count} ${count === '1' ? one : many} of an ${currency}`
}

/** A share of one as a whole percentage; never says 0 % or 100 % of something uncertain. */
export function percentText(share: number): string {
  const whole = Math.round(share * 100)
  if (share > 0 && whole === 0) return '<1 %'
  if (share < 1 && whole === 100) return '>99 %'
  return `${whole} %`
}

/** A moment of chain time, seconds since 1970, in the reader's own zone: "30 Nov, 14:05". */
export function momentText(seconds: number, locale?: string): string {
  const date = new Date(seconds * 1000)
  const thisYear = date.getFullYear() === new Date().getFullYear()
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(thisYear ? { hour: '2-digit', minute: '2-digit' } : { year: 'numeric' }),
  }).format(date)
}

const spans: readonly [number, string][] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
]

/** A length of time in its largest fitting unit: "23 hours", "1 day". */
export function durationText(seconds: number): string {
  const size = Math.max(0, Math.round(seconds))
  const [unit, name] = spans.find(([length]) => size >= length) ?? spans[spans.length - 1]!
  const count = Math.round(size / unit)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/** A size in millions of bytes: "28.4 MB". */
export function bytesText(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/** A size of anything from bytes up: "340 B", "12 kB", "28.4 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : bytesText(bytes)
}

/** The ends of an address or hash, enough to recognise it. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`
}

/** A stranger's string made fit for one line: control and direction characters out, length bounded. */
export function plainLine(text: string, longest = 120): string {
  const line = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  const points = Array.from(line)
  return points.length <= longest ? line : `${points.slice(0, longest - 1).join('')}…`
}

function roundToDigits(wei: bigint, digits: number): bigint {
  const length = wei.toString().length
  const drop = Math.max(0, length - Math.max(digits, length - 18))
  const unit = 10n ** BigInt(drop)
  return ((wei + unit / 2n) / unit) * unit
}

function trimmed(wei: bigint): string {
  const fraction = (wei % ether).toString().padStart(18, '0').replace(/0+$/, '')
  return fraction ? `${wei / ether}.${fraction}` : `${wei / ether}`
}
