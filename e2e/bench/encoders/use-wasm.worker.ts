import { createEncoder, EncoderRegistry } from '@hivemark/encoder'
import { createUseLiteLoader, type WeightFile } from '@hivemark/encoder/use-lite'
import { measureWhenAsked } from './measure'

measureWhenAsked(async readFile => {
  const list = new TextDecoder().decode(await readFile('weights.json'))
  const weights: WeightFile[] = JSON.parse(list)
  const loader = await createUseLiteLoader({ name: 'official', weights, projection: null })
  const files = new Map<string, Uint8Array>()
  for (const { path } of loader.files) files.set(path, await readFile(path))
  const registry = new EncoderRegistry([loader])
  return async () => {
    const readOne = async ({ path }: { path: string }) => files.get(path)!
    const encoder = await createEncoder({ id: loader.id, readFile: readOne, registry })
    return text => encoder.encode(text)
  }
})
