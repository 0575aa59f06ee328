import type { AsyncEncoder, EncoderId, Encoding } from '../types.ts'
import { explainByLeavingOut } from './explain.ts'
import { Projector, toFeatures } from './features.ts'
import type { Graph } from './graph.ts'
import { MODEL_FEATURES, type Projection } from './spec.ts'

const noTail = new Uint16Array(0)

/** Enough for a text and all that its explanation leaves out, for some texts. */
const MOST_REMEMBERED = 128
const LONGEST_REMEMBERED = 10_000

/** The encoder of a model that is ready. */
export function useLiteEncoder(
  graph: Graph,
  { id, name, projection }: { id: EncoderId; name: string; projection: Projection | null },
): AsyncEncoder {
  const projector = projection && new Projector(projection, MODEL_FEATURES)
  const dimensions = projection?.features ?? MODEL_FEATURES

  const memory = new Map<string, Promise<Encoding>>()

  /** A copy of what was made of the text lately: one asks again when only the weights have changed. */
  async function encode(text: string): Promise<Encoding> {
    const known = memory.get(text) ?? encodeAnew(text)
    memory.delete(text)
    if (text.length <= LONGEST_REMEMBERED) memory.set(text, known)
    if (memory.size > MOST_REMEMBERED) memory.delete(memory.keys().next().value!)
    known.catch(() => memory.delete(text))
    const encoding = await known
    return { ...encoding, features: encoding.features.slice() }
  }

  async function encodeAnew(text: string): Promise<Encoding> {
    const { ids, known, read } = graph.tokens.firstTokens(text)
    const about = { tail: noTail, tokens: known, read }
    // Without a word of its vocabulary the model says the same of every text.
    if (known === 0) return { features: new Int8Array(dimensions), ...about }
    const features = toFeatures(await graph.embed(ids))
    return { features: projector ? projector.project(features) : features, ...about }
  }

  return {
    id,
    name,
    dimensions,
    explanation: 'approximate',
    encode,
    explain: async (text, direction) => {
      const { read } = graph.tokens.firstTokens(text)
      const score = async (each: string) => dot((await encode(each)).features, direction)
      return explainByLeavingOut(text, read, score)
    },
  }
}

function dot(features: Int8Array, direction: ArrayLike<number>): number {
  return features.reduce((sum, feature, at) => sum + feature * direction[at]!, 0)
}
