import type { WeightFile } from '@hivemark/encoder/use-lite/weights'
import { useEffect, useState } from 'preact/hooks'
import { type DownloadState, WeightsDownload } from './weights-download'

const downloads = new Map<string, WeightsDownload>()

/** The one download of these files in this page, and how it stands. */
export function useDownload(
  files: readonly WeightFile[],
): readonly [download: WeightsDownload, state: DownloadState] {
  const download = downloadOf(files)
  const [state, setState] = useState(download.state)
  useEffect(() => {
    setState(download.state)
    return download.listen(() => setState(download.state))
  }, [download])
  return [download, state]
}

function downloadOf(files: readonly WeightFile[]): WeightsDownload {
  const key = files.map(({ hash }) => hash).join()
  const known = downloads.get(key) ?? new WeightsDownload(files)
  downloads.set(key, known)
  return known
}
