import { signAddress } from '../label/sign-subject'
import { taskKey } from '../tasks/known-task'
import { Amount, Hex, Notice } from '../ui/parts'
import type { AllStakes } from './use-stakes'

/** Payments that an account once refused and that a trainer keeps for it. */
export function Credits(props: { readonly all: AllStakes }) {
  const kept = props.all.tasks.flatMap(({ task, standings }) =>
    standings
      .filter(({ standing }) => standing.credit > 0n)
      .map(({ address, standing }) => ({ task, address, credit: standing.credit })),
  )
  return (
    <>
      {kept.map(({ task, address, credit }) => (
        <Notice
          key={`${task.address} ${address}`}
          kind="good"
          title="A payment is kept for you"
          actions={
            <a
              class="button"
              target="_blank"
              rel="noopener"
              href={signAddress({ kind: 'withdraw', taskKey: taskKey(task) })}
            >
              Withdraw
            </a>
          }
        >
          <p>
            <Amount wei={credit} currency={props.all.currency} /> for <Hex value={address} />, which
            did not take it when it was paid.
          </p>
        </Notice>
      ))}
    </>
  )
}
