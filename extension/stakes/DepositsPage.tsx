import { useState } from 'preact/hooks'
import { stored } from '../storage'
import { Notice, Waiting } from '../ui/parts'
import { useStored } from '../ui/use-stored'
import { Addresses } from './Addresses'
import { Credits } from './Credits'
import { DepositTable } from './DepositTable'
import { byUrgency, passes, type Stake, type StakeFilter, stakeFilters, totalsOf } from './deposits'
import { ReadingTrouble } from './ReadingTrouble'
import { Sums } from './Sums'
import { type AllStakes, stakesOf, useAddresses, useStakes } from './use-stakes'
import './stakes.css'

/** Own deposits with their true state, rebuilt from the chain for every address that is known here. */
export function DepositsPage() {
  const addresses = useAddresses()
  const { loaded, remembered, progress } = useStakes(addresses)
  const all = loaded.value ?? remembered
  return (
    <div class="stack wide">
      <div class="page-head">
        <h1>Deposits</h1>
      </div>
      {loaded.error ? <ReadingTrouble error={loaded.error} onRetry={loaded.reload} /> : null}
      {!loaded.value && !loaded.error ? <Waiting>Reading the chain. {progress}</Waiting> : null}
      {all && addresses ? <Overview all={all} addresses={addresses} /> : null}
      {addresses ? <Addresses addresses={addresses} /> : null}
    </div>
  )
}

function Overview(props: { all: AllStakes; addresses: readonly `0x${string}`[] }) {
  const { all, addresses } = props
  const [filter, setFilter] = useState<StakeFilter>('all')
  const texts = useStored(stored.ownTexts) ?? {}
  const stakes = stakesOf(all, addresses).sort(byUrgency)
  if (addresses.length === 0 || (stakes.length === 0 && !all.fromMemory))
    return <NothingYet any={addresses.length > 0} />
  const reported = all.fromMemory
    ? null
    : all.tasks.reduce((sum, { payments }) => sum + payments.reported, 0n)
  const swept = new Map(all.tasks.flatMap(({ payments }) => [...payments.swept]))
  return (
    <>
      <Credits all={all} />
      <Sums totals={totalsOf(stakes, reported, swept)} currency={all.currency} />
      <Filters stakes={stakes} chosen={filter} onChoose={setFilter} />
      <DepositTable
        stakes={stakes.filter(stake => passes(stake, filter))}
        all={all}
        texts={texts}
      />
    </>
  )
}

const filterNames: Readonly<Record<StakeFilter, string>> = {
  all: 'All',
  act: 'Ready for you',
  waiting: 'Waiting',
  risk: 'At risk',
  ended: 'Ended',
}

function Filters(props: {
  stakes: readonly Stake[]
  chosen: StakeFilter
  onChoose: (filter: StakeFilter) => void
}) {
  return (
    <fieldset class="filters">
      <legend class="visually-hidden">Show</legend>
      {stakeFilters.map(filter => (
        <button
          key={filter}
          type="button"
          aria-pressed={filter === props.chosen}
          onClick={() => props.onChoose(filter)}
        >
          {filterNames[filter]}{' '}
          <span class="num">{props.stakes.filter(stake => passes(stake, filter)).length}</span>
        </button>
      ))}
    </fieldset>
  )
}

function NothingYet(props: { any: boolean }) {
  return (
    <Notice title={props.any ? 'No deposits on this network' : 'No deposits yet'}>
      <p>
        {props.any
          ? 'None of the addresses below has submitted a label here. Drafts are not listed: they cost nothing and stay on this machine.'
          : 'A deposit appears here when you submit a label. To see deposits made on another machine, enter their address below; no wallet is needed for that.'}
      </p>
    </Notice>
  )
}
