import { useEffect, useState } from 'preact/hooks'

/** Light modules around the code, as its standard asks for. */
const quiet = 4

/** A text as a QR code, dark on light in any colour scheme: many readers take nothing else. */
export function QrCode({ text, name }: { text: string; name: string }) {
  const [rows, setRows] = useState<readonly boolean[][] | null>(null)
  useEffect(() => {
    let current = true
    void import('qr').then(({ encodeQR }) => {
      if (current) setRows(encodeQR(text, 'raw', { border: quiet, ecc: 'medium' }))
    })
    return () => {
      current = false
    }
  }, [text])
  const size = rows?.length ?? 0
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name}>
      <rect width={size} height={size} fill="#fff" />
      <path d={rows ? pathOf(rows) : ''} fill="#000" />
    </svg>
  )
}

/** One square a dark module. */
function pathOf(rows: readonly boolean[][]): string {
  const squares = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
  return squares.join('')
}
