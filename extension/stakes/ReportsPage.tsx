import { useState } from 'preact/hooks'
import type { Address } from 'viem'
import { labelName } from '../label/SubmissionReview'
import { signAddress } from '../label/sign-subject'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { amountInWords, etherText } from '../ui/format'
import { Moment, Notice, Plain, Waiting } from '../ui/parts'
import { useStored } from '../ui/use-stored'
import { Text } from './DepositTable'
import type { Stake } from './deposits'
import { ReadingTrouble } from './ReadingTrouble'
import {
  bestReporter,
  ownReports,
  type Reportable,
  reportables,
  sweepables,
  takeNow,
} from './reports'
import { claimBy, ModelSays, StakeState } from './StakeState'
import { type AllStakes, useAddresses, useStakes } from './use-stakes'
import './stakes.css'

const pageOfRows = 100

/** Others' labels that the model contradicts and that are past their wait. */
export function ReportsPage() {
  const addresses = useAddresses()
  const { loaded, progress } = useStakes(addresses)
  return (
    <div class="stack wide">
      <div class="page-head">
        <h1>Report wrong labels</h1>
      </div>
      <p class="lead">
        A label that the model still contradicts after its wait can be reported. Whoever reports it
        takes a part of its deposit: their share of all refunded contributions of the task. Report
        what you hold wrong yourself; the model can be wrong, too.
      </p>
      {loaded.error ? <ReadingTrouble error={loaded.error} onRetry={loaded.reload} /> : null}
      {!loaded.value && !loaded.error ? <Waiting>Reading the chain. {progress}</Waiting> : null}
      {loaded.value && addresses ? <Lists all={loaded.value} addresses={addresses} /> : null}
    </div>
  )
}

function Lists(props: { all: AllStakes; addresses: readonly Address[] }) {
  const { all, addresses } = props
  const texts = useStored(stored.ownTexts) ?? {}
  const found = reportables(all, addresses)
  const unclaimed = sweepables(all, addresses)
  const entitled = all.tasks.some(each => bestReporter(each) !== null)
  const waiting = ownReports(all, addresses)
  return (
    <>
      {entitled ? null : <NotEntitled />}
      {found.length === 0 ? (
        <Notice title="Nothing to report now">
          <p>
            The model contradicts no label of others that is past its wait. This page looks with
            each block.
          </p>
        </Notice>
      ) : (
        <ReportTable found={found} all={all} texts={texts} />
      )}
      {waiting.length > 0 ? <OwnReports stakes={waiting} all={all} texts={texts} /> : null}
      {unclaimed.length > 0 ? <Unclaimed stakes={unclaimed} all={all} texts={texts} /> : null}
    </>
  )
}

function NotEntitled() {
  return (
    <Notice kind="wait" title="You cannot report yet">
      <p>
        The contract wants at least one refunded contribution of your own in the same task. Submit a
        label you are sure of, wait, and ask for its refund; then your reports count.
      </p>
    </Notice>
  )
}

function ReportTable(props: {
  found: readonly Reportable[]
  all: AllStakes
  texts: Readonly<Record<string, string>>
}) {
  const [shown, setShown] = useState(pageOfRows)
  const { found, all } = props
  return (
    <>
      <section class="table" aria-label="Labels to report">
        <table class="num">
          <thead>
            <tr>
              <th scope="col">Text</th>
              <th scope="col">Label</th>
              <th scope="col">Model</th>
              <th scope="col">Until</th>
              <th scope="col" class="end">
                Deposit ({all.currency})
              </th>
              <th scope="col" class="end">
                Your share
              </th>
              <th scope="col">
                <span class="visually-hidden">What you can do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, shown).map(each => (
              <ReportRow
                key={`${taskKey(each.stake.task)} ${each.stake.contribution.key}`}
                each={each}
                all={all}
                text={props.texts[each.stake.contribution.key] ?? null}
              />
            ))}
          </tbody>
        </table>
      </section>
      {found.length > shown ? (
        <div class="row">
          <button type="button" onClick={() => setShown(shown + pageOfRows)}>
            Show more of {found.length - shown}
          </button>
        </div>
      ) : null}
    </>
  )
}

function ReportRow(props: { each: Reportable; all: AllStakes; text: string | null }) {
  const { each, all } = props
  const { stake, share, reporter } = each
  const { task, contribution } = stake
  const due = claimBy(stake)
  return (
    <tr data-key={contribution.key}>
      <td class="what">
        <Text text={props.text} missing="the text is not public" />
        <small>
          <Plain text={task.card.name} longest={40} />
        </small>
      </td>
      <td>
        <Plain text={labelName(task, contribution.record.label)} longest={32} />
      </td>
      <td class="doing">
        <ModelSays stake={stake} />
      </td>
      <td class="when" data-name="Until">
        {due === null ? null : <Moment at={due} />}
      </td>
      <td class="end" data-name="Deposit">
        {etherText(contribution.record.deposit)}
      </td>
      <td class="end" data-name="Your share" title={amountInWords(share, all.currency)}>
        {share > 0n ? etherText(share) : '–'}
      </td>
      <td class="end">
        {reporter === null ? null : (
          <a
            class="button"
            target="_blank"
            rel="noopener"
            href={signAddress({
              kind: 'act',
              action: 'report',
              taskKey: taskKey(task),
              sampleKey: contribution.key,
            })}
          >
            Report<span class="visually-hidden"> this label (opens a tab)</span>
          </a>
        )}
      </td>
    </tr>
  )
}

function OwnReports(props: {
  stakes: readonly Stake[]
  all: AllStakes
  texts: Readonly<Record<string, string>>
}) {
  return (
    <section class="stack tight">
      <h2>Your reports</h2>
      <p class="note">
        The contributor may still be borne out. If the model contradicts the label when the wait is
        over, take your share.
      </p>
      <ul class="unclaimed">
        {props.stakes.slice(0, pageOfRows).map(stake => (
          <li key={stake.contribution.key} class="row spread">
            <span>
              <Text
                text={props.texts[stake.contribution.key] ?? null}
                missing="the text is not public"
              />
              <small>
                <StakeState stake={stake} currency={props.all.currency} />
              </small>
            </span>
            {takeNow(stake, props.all.now) ? (
              <a
                class="button"
                target="_blank"
                rel="noopener"
                href={signAddress({
                  kind: 'act',
                  action: 'take',
                  taskKey: taskKey(stake.task),
                  sampleKey: stake.contribution.key,
                })}
              >
                Take<span class="visually-hidden"> your share (opens a tab)</span>
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Unclaimed(props: {
  stakes: readonly Stake[]
  all: AllStakes
  texts: Readonly<Record<string, string>>
}) {
  return (
    <section class="stack tight">
      <h2>Left unclaimed</h2>
      <p class="note">
        Nobody claimed these in time. So that nothing stays locked for ever, anyone may take them.
      </p>
      <ul class="unclaimed">
        {props.stakes.slice(0, pageOfRows).map(({ task, contribution }) => (
          <li key={contribution.key} class="row spread">
            <span>
              <Text text={props.texts[contribution.key] ?? null} missing="the text is not public" />
              <small>
                <Plain text={task.card.name} longest={40} /> ·{' '}
                <Plain text={labelName(task, contribution.record.label)} longest={32} /> ·{' '}
                {etherText(contribution.record.deposit)} {props.all.currency}
              </small>
            </span>
            <a
              class="button"
              target="_blank"
              rel="noopener"
              href={signAddress({
                kind: 'act',
                action: 'sweep',
                taskKey: taskKey(task),
                sampleKey: contribution.key,
              })}
            >
              Sweep<span class="visually-hidden"> this deposit (opens a tab)</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
