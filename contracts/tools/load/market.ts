import {
  advanceCall,
  claimCall,
  drawCall,
  drawnParts,
  joinCall,
  nextPiece,
  offerCall,
  type PredictionMarketTerms,
  packMarketTerms,
  randomSalt,
  readMarket,
  readMarketContributions,
  recommendedTerms,
  revealCall,
  revealPartCall,
  type SecretContribution,
  splitTestSet,
} from '../../client/incentives/prediction-market.ts'
import { type Crowd, pieces } from './crowd.ts'

const GWEI = 1_000_000_000n

/** The market: everybody joins and reveals, the provider answers, all is computed and claimed. */
export async function loadMarket(crowd: Crowd, count: number): Promise<string> {
  const terms: PredictionMarketTerms = {
    ...recommendedTerms(10n ** 18n, GWEI),
    parts: 10,
    shownParts: 2,
    partSize: 4,
    groupSize: 250,
    maxContributions: count,
  }
  const task = await crowd.task('prediction-market', packMarketTerms(terms, GWEI))
  const { address } = task
  const [provider] = crowd.people
  const parts = splitTestSet(crowd.samples(terms.parts * terms.partSize), terms)
  // The bounty comes from the task's creator: no other may offer.
  const owner = crowd.owner
  await crowd.must(owner, offerCall(address, parts, terms))
  await crowd.mine(6)
  await crowd.must(owner, drawCall(address))
  const { raw } = await readMarket(owner, address, terms)
  const shown = drawnParts(raw, terms.parts)
  for (const index of shown) {
    await crowd.must(owner, revealPartCall(address, index, parts[index]!))
  }

  const shares = pieces(crowd.samples(count), count / crowd.people.length)
  const secrets: (SecretContribution | undefined)[] = new Array(count)
  let joined = 0
  for (const [i, person] of crowd.people.entries()) {
    for (const samples of pieces(shares[i]!, 50)) {
      const contributor = person.account.address
      const list = samples.map(sample => ({
        market: address,
        contributor,
        salt: randomSalt(),
        ...sample,
      }))
      const call = joinCall(list as [SecretContribution, ...SecretContribution[]], terms)
      await crowd.must(person, call)
      for (const secret of list) secrets[joined++] = secret
    }
  }
  const indicesOf = (i: number) => {
    const size = count / crowd.people.length
    return Array.from({ length: size }, (_, k) => i * size + k)
  }
  await crowd.everybody(async (person, i) => {
    for (const index of indicesOf(i)) {
      await crowd.must(person, revealCall(index, secrets[index]!))
    }
  })
  await crowd.pass(terms.revealTime + 1)
  for (const [index, part] of parts.entries()) {
    if (shown.includes(index)) continue
    await crowd.must(owner, revealPartCall(address, index, part))
  }
  let calls = 0
  for (;;) {
    const { computation } = await readMarket(owner, address, terms)
    const contributions = await readMarketContributions(owner, address, GWEI)
    const piece = nextPiece(computation, contributions, terms, 200)
    if (piece === null) break
    const features = piece.learns.map(index => secrets[index]!.features)
    await crowd.must(provider!, advanceCall(address, features, piece.steps))
    calls++
  }
  await crowd.everybody(async (person, i) => {
    for (const indices of pieces(indicesOf(i), 100)) {
      await crowd.must(person, claimCall(address, indices))
    }
  })
  await crowd.balance(task)
  return `market: ${count} contributed and revealed, the reward computed in ${calls} calls, all claimed`
}
