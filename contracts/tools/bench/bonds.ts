import { packFeatures } from '../../client/features.ts'
import {
  challengeCall,
  claimKey,
  defaultBondTerms,
  packBondTerms,
  settleClaimCall,
  submitClaimCall,
  submitClaimsCall,
} from '../../client/incentives/bonded-challenge.ts'
import type { Bench, Measured, Sample } from './bench.ts'
import { peer } from './peer.ts'

const DAY = 86_400
const BOND = 100_000n

/** The default for public tasks: label with a bond, challenge, settle. */
export async function measureBonds(bench: Bench): Promise<Measured[]> {
  const terms = packBondTerms({ ...defaultBondTerms, minimumBond: BOND })
  const { task } = await bench.task('bonded-challenge', terms)
  const on = { address: task.address, unitExponent: 9, token: null }
  const submit = async (who: 'alice' | 'bob', { features, label }: Sample) => {
    const claim = { features: packFeatures(features), label, bond: BOND, text: null }
    const deadline = (await bench.now()) + DAY
    return bench.send(bench[who], submitClaimCall(on, { ...claim, deadline }))
  }

  const sure = await bench.sample(task, 'sure')
  const wrong = await bench.sample(task, 'mistaken')
  const agreed = await submit('alice', sure)
  const learnt = await submit('bob', wrong)
  const challenged = await bench.send(
    bench.alice,
    challengeCall(on, {
      key: claimKey(packFeatures(wrong.features)),
      label: (wrong.label + 1) % bench.shape.labels,
      bond: 2n * BOND,
      maxPreviousBond: BOND,
      text: null,
      deadline: (await bench.now()) + DAY,
    }),
  )
  await bench.pass(4 * DAY)
  const settled = await bench.send(
    bench.bob,
    settleClaimCall(on, { features: packFeatures(sure.features), ladder: [] }),
  )
  const batches: Measured[] = []
  for (const count of [16, 64]) {
    const samples = await bench.sureSamples(task, count)
    const claims = samples.map(({ features, label }) => ({
      features: packFeatures(features),
      label,
      text: null,
    }))
    const deadline = (await bench.now()) + DAY
    const call = submitClaimsCall(on, { claims, bond: BOND, deadline })
    const receipt = await bench.send(bench.bob, call)
    batches.push(
      await bench.row(`batch${count}`, receipt, { fresh: count, changed: 0 }, null, count),
    )
  }
  const fresh = { fresh: 1, changed: 0 }
  const changed = { fresh: 0, changed: 1 }
  return [
    await bench.row('add-agree', agreed, fresh, peer.addAgree),
    await bench.row('add-learn', learnt, fresh, peer.addLearn),
    ...batches,
    await bench.row('challenge', challenged, { fresh: 1, changed: 1 }),
    await bench.row('settle', settled, changed, peer.refund),
  ]
}
