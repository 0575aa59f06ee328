import { knownEncoder } from '../encoders/known-encoders'
import { Hex, Notice } from '../ui/parts'
import type { Answered } from './answer'
import type { ContractWord } from './stored-snapshot'

/** Who taught the model, which encoder it reads with, and whether this copy of it is a true one. */
export function HowFound({ answered }: { answered: Answered }) {
  const { snapshot, contract, encoderId } = answered
  return (
    <details class="how-found num">
      <summary>{taughtBy(answered)}</summary>
      <ul>
        <li>
          Read by {knownEncoder(encoderId)?.name ?? 'the encoder'} <Hex value={encoderId} />, on
          this machine. Nothing of the text was sent anywhere.
        </li>
        <li>
          {beginning(answered)} {validatedText(contract)}
        </li>
        <li>{checkText(contract, snapshot.block)}</li>
      </ul>
    </details>
  )
}

/** Shown where nobody can miss it: the answer may be another one than the contract's. */
export function FalseCopy({ answered }: { answered: Answered }) {
  if (answered.contract?.agrees !== false) return null
  return (
    <Notice kind="error" title="This answer may not be the contract’s">
      At block {answered.snapshot.block.toLocaleString()} the contract scored a probe otherwise than
      this copy of its model. The endpoint may have mixed up blocks, or not tell the truth: choose
      another one under Network.
    </Notice>
  )
}

function taughtBy({ snapshot, contract }: Answered): string {
  const { learnt } = snapshot
  if (learnt <= 0) return 'Starter model, no contributions yet'
  const validated = contract?.validated
  const part = typeof validated === 'number' ? `, ${validated.toLocaleString()} validated` : ''
  return `Learnt from ${counted(learnt, 'contribution')}${part}`
}

function beginning({ task, snapshot }: Answered): string {
  const { samplesSeen } = task.rules
  const start =
    samplesSeen > 0 ? `Made by its creator from ${counted(samplesSeen, 'sample')}` : 'Begun empty'
  const { learnt } = snapshot
  const since =
    learnt > 0
      ? `${counted(learnt, 'contribution')} changed it since`
      : 'no contribution has changed it yet'
  return `${start}; ${since}.`
}

function validatedText(contract: ContractWord | null): string {
  if (!contract) return ''
  const { validated } = contract
  if (validated === null) return 'Its contract does not count validated ones; the task card does.'
  return `Validated, their deposit came back: ${counted(validated, 'contribution')}, also of what it knew before.`
}

function checkText(contract: ContractWord | null, block: bigint): string {
  const at = `at block ${block.toLocaleString()}`
  if (!contract) return `This copy of the model is of ${at.slice(3)} and not yet checked.`
  return contract.agrees
    ? `Checked against the contract ${at}: on a fixed probe, which has nothing to do with your text, both give the same scores.`
    : `The contract and this copy differ ${at}.`
}

function counted(count: number, name: string): string {
  return `${count.toLocaleString()} ${name}${count === 1 ? '' : 's'}`
}
