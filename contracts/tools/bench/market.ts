import {
  drawCall,
  drawnParts,
  joinCall,
  offerCall,
  type Part,
  type PredictionMarketTerms,
  packMarketTerms,
  randomSalt,
  readMarket,
  recommendedTerms,
  revealCall,
  revealPartCall,
  splitTestSet,
} from '../../client/incentives/prediction-market.ts'
import type { Bench, Measured } from './bench.ts'

const GWEI = 1_000_000_000n
const terms: PredictionMarketTerms = {
  ...recommendedTerms(10n ** 17n, GWEI),
  parts: 4,
  shownParts: 1,
  maxContributions: 1,
}

/** Opening a part of the test set, a sample of it. */
export async function measureMarket(bench: Bench): Promise<Measured> {
  const { task } = await bench.task('prediction-market', packMarketTerms(terms, GWEI))
  const { address } = task
  const samples = await bench.sureSamples(task, terms.parts * terms.partSize)
  const parts = splitTestSet(samples, terms)
  await bench.send(bench.alice, offerCall(address, parts, terms))
  await bench.mine(6)
  await bench.send(bench.alice, drawCall(address))
  const { raw } = await readMarket(bench.alice, address, terms)
  const shown = drawnParts(raw, terms.parts)
  for (const index of shown) await open(bench, address, parts, index)

  const contribution = {
    market: address,
    contributor: bench.address('bob'),
    salt: randomSalt(),
    ...(await bench.sample(task, 'sure')),
  }
  await bench.send(bench.bob, joinCall([contribution], terms))
  await bench.send(bench.bob, revealCall(0, contribution))
  await bench.pass(terms.revealTime + 1)
  const hidden = parts.findIndex((_, index) => !shown.includes(index))
  const receipt = await open(bench, address, parts, hidden)
  // Whether a part is open is all that must be written.
  return bench.row('reveal', receipt, { fresh: 0, changed: 1 }, null, terms.partSize)
}

function open(bench: Bench, address: `0x${string}`, parts: readonly Part[], index: number) {
  return bench.send(bench.alice, revealPartCall(address, index, parts[index]!))
}
