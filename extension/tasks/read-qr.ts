import decodeQR, { type Image } from 'qr/decode.js'

/** Pictures of QR codes are small; a larger file is not even opened. */
export const largestPicture = 20_000_000

/** Finer than this only costs time. */
const longestSide = 1_600

/** Why a picture gave no text. */
export type NoQr = 'too-large' | 'no-picture' | 'no-code'

/** The text of the QR code in a picture. The picture stays on this machine. */
export async function readQr(file: Blob): Promise<{ readonly text: string } | NoQr> {
  if (file.size > largestPicture) return 'too-large'
  const image = await pixelsOf(file)
  return image ? textIn(image) : 'no-picture'
}

/** The text of the QR code among pixels. */
export function textIn(image: Image): { readonly text: string } | NoQr {
  try {
    return { text: decodeQR(image, { timeLimit: 2_000 }) }
  } catch {
    return 'no-code'
  }
}

async function pixelsOf(file: Blob): Promise<Image | null> {
  try {
    const whole = await createImageBitmap(file)
    const scale = Math.min(1, longestSide / Math.max(whole.width, whole.height))
    const width = Math.max(1, Math.round(whole.width * scale))
    const height = Math.max(1, Math.round(whole.height * scale))
    const context = new OffscreenCanvas(width, height).getContext('2d')!
    // What is transparent would count as black.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.drawImage(whole, 0, 0, width, height)
    whole.close()
    const { data } = context.getImageData(0, 0, width, height)
    return { width, height, data }
  } catch {
    return null
  }
}
