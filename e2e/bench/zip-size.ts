import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun, root } from '../fixtures/run'

/** Bytes of the store package for Chromium. */
export async function zipSize(): Promise<number> {
  const dist = join(root, 'dist')
  const isZip = (name: string) => name.endsWith('-chrome.zip')
  for (const old of readdirSync(dist).filter(isZip)) rmSync(join(dist, old))
  await mustRun('npx', ['--no-install', 'wxt', 'zip', '-b', 'chrome', '--mv3'])
  const zip = readdirSync(dist).find(isZip)
  if (!zip) throw new Error('wxt zip made no zip.')
  return statSync(join(dist, zip)).size
}
