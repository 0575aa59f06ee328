import type { Golden } from '../golden.ts'
import { goldenTexts } from '../golden-texts.ts'
import type { EncoderId } from '../types.ts'
import { USE_LITE_64_GOLDEN, USE_LITE_512_GOLDEN } from './pinned.ts'
import { type Projection, type UseLiteSpec, type WeightFile, weightFile } from './spec.ts'

const SHARD_BYTES = 4_194_304

/** The files of Universal Sentence Encoder Lite as its authors published them. */
export const officialWeights: readonly WeightFile[] = [
  weightFile(
    'model.json',
    247_026,
    '0x507d11df18b070f99e0ad650b9a4e6534a4cfb05040127e8ce579f00c8fa3b53',
  ),
  weightFile(
    'vocab.json',
    218_327,
    '0x1ad860b9720c16cd48e666d664a556b2515c04f5a26a4b53c0372427913b1b8e',
  ),
  ...shards([
    '0x8775e61b6a4235ea230a62a0d81f1ff00f5213ce86baa5d89c29e611f8cd7412',
    '0xdeaf897e5eea5be6c71ea62876a092034560b6f6fbc99c87a768076385a465bd',
    '0x50ee49b0daf620cf0cacda2f5fcc0da5929f4a3e520034844b6f8d9f3f4ec936',
    '0xc1a50daae51e7c6e1e904f5d8d638a8658a0a1d310b9345cd7a368866304d596',
    '0x410cde3029282e5f601c782985cbb5caa96977f6705dec981c98dd02e93fec6b',
    '0x83ef116b2b98dc98e03547280ca0166142fbf6b4547bf1d9e6d13a8f518c088b',
    '0xa29a5e08ee3afd839250b9187b89f1d3163749b5b1807bb175341a16c6012689',
  ]),
]

function shards(hashes: readonly EncoderId[]): WeightFile[] {
  return hashes.map((hash, index) => {
    const bytes = index < hashes.length - 1 ? SHARD_BYTES : 2_737_832
    return weightFile(`group1-shard${index + 1}of${hashes.length}`, bytes, hash)
  })
}

/** For tasks whose samples should cost little: 64 features out of 512. */
export const projection64: Projection = { features: 64, seed: 1, length: 253 }

/** An encoder by its specification; `createUseLiteLoader` makes it. */
export interface KnownUseLite extends UseLiteSpec {
  readonly id: EncoderId
  readonly name: string
  /** What it must make; `npm run pin:use-lite` writes it down. */
  readonly golden: Golden
}

/** Golden texts that the tokenizer treats differently; each costs a run of the model whenever it is loaded. */
const namesOfTexts = ['plain', 'scam', 'headline', 'accents', 'shouting', 'very long']

export const officialTexts = goldenTexts.filter(({ name }) => namesOfTexts.includes(name))

/** The ids are what `computeUseLiteId` says, written down so that no list has to wait for it. */
export const officialEncoders: readonly [KnownUseLite, KnownUseLite] = [
  {
    id: '0x34b5490a48247d9f1e9fdee32e76494b93d5437e5c22f7534cae106e731aeb3b',
    name: 'Universal Sentence Encoder Lite, 512 features',
    weights: officialWeights,
    projection: null,
    golden: { texts: officialTexts, encodings: USE_LITE_512_GOLDEN },
  },
  {
    id: '0x7b4c6c7ae4d7e5359a66063603a023ae6f6ad646e27542bcf96e8e374f950a6d',
    name: 'Universal Sentence Encoder Lite, 64 features',
    weights: officialWeights,
    projection: projection64,
    golden: { texts: officialTexts, encodings: USE_LITE_64_GOLDEN },
  },
]
