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
  const must = async (sent: Promise<boolean>, what: string) => {
    if (!(await sent)) throw new Error(`${what} failed`)
  }
  // The bounty comes from the task's creator: no other may offer.
  const owner = crowd.owner
  await must(crowd.send(owner, offerCall(address, parts, terms)), 'the offer')
  await crowd.mine(6)
  await must(crowd.send(owner, drawCall(address)), 'the draw')
  const { raw } = await readMarket(owner, address, terms)
  const shown = drawnParts(raw, terms.parts)
  for (const index of shown) {
    await must(crowd.send(owner, revealPartCall(address, index, parts[index]!)), 'showing a part')
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
      await must(crowd.send(person, call), 'joining')
      for (const secret of list) secrets[joined++] = secret
    }
  }
  const indicesOf = (i: number) => {
    const size = count / crowd.people.length
    return Array.from({ length: size }, (_, k) => i * size + k)
  }
  await crowd.everybody(async (person, i) => {
    for (const index of indicesOf(i)) {
      await must(crowd.send(person, revealCall(index, secrets[index]!)), 'a reveal')
    }
  })
  await crowd.pass(terms.revealTime + 1)
  for (const [index, part] of parts.entries()) {
    if (shown.includes(index)) continue
    await must(crowd.send(owner, revealPartCall(address, index, part)), 'opening a part')
  }
  let calls = 0
  for (;;) {
    const { computation } = await readMarket(owner, address, terms)
    const contributions = await readMarketContributions(owner, address, GWEI)
    const piece = nextPiece(computation, contributions, terms, 200)
    if (piece === null) break
    const features = piece.learns.map(index => secrets[index]!.features)
    await must(crowd.send(provider!, advanceCall(address, features, piece.steps)), 'a step')
    calls++
  }
  await crowd.everybody(async (person, i) => {
    for (const indices of pieces(indicesOf(i), 100)) {
      await must(crowd.send(person, claimCall(address, indices)), 'a claim')
    }
  })
  await crowd.balance(task, [owner.account.address])
  return `market: ${count} contributed and revealed, the reward computed in ${calls} calls, all claimed`
}
