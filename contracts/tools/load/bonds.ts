import { packFeatures } from '../../client/features.ts'
import {
  challengeCall,
  claimKey,
  defaultBondTerms,
  packBondTerms,
  releaseCall,
  type Stake,
  settleClaimCall,
  submitClaimsCall,
} from '../../client/incentives/bonded-challenge.ts'
import { type Crowd, pieces } from './crowd.ts'

const DAY = 86_400
const BOND = 100_000n

/** Bonds: every tenth label is challenged by the next person; all are settled or released. */
export async function loadBonds(crowd: Crowd, count: number): Promise<string> {
  const terms = packBondTerms({ ...defaultBondTerms, minimumBond: BOND })
  const task = await crowd.task('bonded-challenge', terms)
  const on = { address: task.address, unitExponent: 9, token: null }
  const shares = pieces(crowd.samples(count), count / crowd.people.length).map(samples =>
    samples.map(({ features, label }) => ({ features: packFeatures(features), label, text: null })),
  )
  const deadline = (await crowd.now()) + 30 * DAY
  await crowd.everybody(async (person, i) => {
    for (const claims of pieces(shares[i]!, 50)) {
      const call = submitClaimsCall(on, { claims, bond: BOND, deadline })
      await crowd.must(person, call)
    }
  })
  let challenged = 0
  await crowd.everybody(async (person, i) => {
    for (const claim of shares[(i + 1) % shares.length]!.filter((_, k) => k % 10 === 0)) {
      const call = challengeCall(on, {
        key: claimKey(claim.features),
        label: 1 - claim.label,
        bond: 2n * BOND,
        maxPreviousBond: BOND,
        text: null,
        deadline,
      })
      await crowd.must(person, call)
      challenged++
    }
  })
  await crowd.pass(4 * DAY)
  await crowd.everybody(async (person, i) => {
    const own = shares[i]!
    const quiet = own.filter((_, k) => k % 10 !== 0)
    for (const claims of pieces(quiet, 60)) {
      const keys = claims.map(({ features }) => claimKey(features))
      await crowd.must(person, releaseCall(on, keys))
    }
    const challenger = crowd.people[(i + crowd.people.length - 1) % crowd.people.length]!
    for (const { features, label } of own.filter((_, k) => k % 10 === 0)) {
      const ladder: Stake[] = [
        { staker: person.account.address, bond: BOND, label, shown: false },
        { staker: challenger.account.address, bond: 2n * BOND, label: 1 - label, shown: false },
      ]
      const call = settleClaimCall(on, { features, ladder })
      await crowd.must(person, call)
    }
  })
  await crowd.balance(task)
  return `bonds: ${count} contributed, ${challenged} challenged and settled, the others released`
}
