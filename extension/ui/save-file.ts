/** Hands a file to the browser to save. */
export function saveFile(name: string, type: string, text: string): void {
  saveBlob(name, new Blob([text], { type }))
}

/** The same for what is a file already; one from the disk is not read into memory. */
export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), linkLivesMs)
}

/** Long enough for a person to answer where to save. */
const linkLivesMs = 60_000
