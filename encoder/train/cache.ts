import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'

const folder = fileURLToPath(new URL('../.cache', import.meta.url))

/**
 * What `make` returns, from a file if an earlier run has made it for the same `plan`. Delete
 * `encoder/.cache/` after changes to the data or to the code of a stage.
 * @param plan Everything that the outcome depends on.
 */
export function cached<Value>(
  stage: string,
  plan: unknown,
  say: (line: string) => void,
  make: () => Value,
): Value {
  const digest = createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 12)
  const path = join(folder, `${stage}-${digest}.bin`)
  if (existsSync(path)) {
    say(`${stage}: kept from an earlier run`)
    return deserialize(readFileSync(path)) as Value
  }
  const started = Date.now()
  say(`${stage} …`)
  const value = make()
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${path}.part`, serialize(value))
  renameSync(`${path}.part`, path)
  say(`${stage}: ${Math.round((Date.now() - started) / 1000)} s`)
  return value
}
