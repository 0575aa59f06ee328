import { useState } from 'preact/hooks'
import { describeProblem } from '../chain/problem'
import { Notice } from '../ui/parts'
import { askToReach } from './permission'
import type { SavedNetwork } from './save-network'
import { defaultSettings, type Network } from './settings'
import { useSavedSettings } from './use-saved-settings'
import { checkNetwork, formOf, type NetworkField, type NetworkForm } from './validate'
import './settings.css'

type Outcome =
  | { readonly kind: 'editing' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'done'; readonly network: Network; readonly result: SavedNetwork }

/** Which chain, through which endpoint, and whose tasks; checked live before it is saved. */
export function NetworkSettings() {
  const saved = useSavedSettings()
  return saved ? <NetworkEditor saved={saved.network} /> : null
}

function NetworkEditor({ saved }: { saved: Network }) {
  const [form, setForm] = useState<NetworkForm>(() => formOf(saved))
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'editing' })
  const checked = checkNetwork(form)
  const problems = checked.kind === 'invalid' ? checked.problems : {}

  const save = async (network: Network) => {
    setOutcome({ kind: 'checking' })
    const { saveNetwork } = await import('./save-network')
    setOutcome({ kind: 'done', network, result: await saveNetwork(network) })
  }
  const submit = (event: Event) => {
    event.preventDefault()
    if (checked.kind === 'valid') void save(checked.network)
  }
  const allow = async (network: Network) => {
    if (await askToReach(network.rpcUrl)) await save(network)
  }
  const edit = (field: NetworkField, value: string) => {
    setForm(before => ({ ...before, [field]: value }))
    setOutcome({ kind: 'editing' })
  }
  return (
    <form class="stack settings" onSubmit={submit}>
      <h1>Network</h1>
      {fields.map(field => (
        <Field
          key={field.name}
          {...field}
          value={form[field.name]}
          problem={problems[field.name]}
          onEdit={edit}
        />
      ))}
      <div class="row">
        <button
          type="submit"
          class="primary"
          disabled={checked.kind === 'invalid' || outcome.kind === 'checking'}
        >
          {outcome.kind === 'checking' ? 'Asking the endpoint…' : 'Check and save'}
        </button>
        <button type="button" onClick={() => setForm(formOf(defaultSettings().network))}>
          Fill in the local chain
        </button>
      </div>
      {outcome.kind === 'done' ? <Done {...outcome} onAllow={allow} /> : null}
    </form>
  )
}

interface FieldProps {
  readonly name: NetworkField
  readonly title: string
  readonly note?: string
  readonly lines?: number
}

const fields: readonly FieldProps[] = [
  { name: 'name', title: 'Name' },
  { name: 'rpcUrl', title: 'Endpoint', note: 'It sees which models you read, never your texts.' },
  { name: 'chainId', title: 'Chain id' },
  { name: 'factory', title: 'Factory', note: 'The contract that makes and lists tasks.' },
  {
    name: 'curators',
    title: 'People you follow',
    note: 'Tasks made by these addresses are listed, one address a line.',
    lines: 2,
  },
  { name: 'currency', title: 'Currency' },
  {
    name: 'confirmations',
    title: 'Confirmations',
    note: 'Blocks until a transaction counts as final.',
  },
]

function Field(
  props: FieldProps & {
    value: string
    problem: string | undefined
    onEdit: (field: NetworkField, value: string) => void
  },
) {
  const { name, title, note, lines, value, problem, onEdit } = props
  const id = `network-${name}`
  const shared = {
    id,
    value,
    spellcheck: false,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-note`,
  }
  return (
    <div class="field">
      <label for={id}>{title}</label>
      {lines ? (
        <textarea
          {...shared}
          class="mono"
          rows={lines}
          onInput={event => onEdit(name, event.currentTarget.value)}
        />
      ) : (
        <input {...shared} onInput={event => onEdit(name, event.currentTarget.value)} />
      )}
      <small id={`${id}-note`} class={problem ? 'wrong' : ''}>
        {problem ?? note}
      </small>
    </div>
  )
}

function Done(props: {
  network: Network
  result: SavedNetwork
  onAllow: (network: Network) => Promise<void>
}) {
  const { network, result, onAllow } = props
  if (result.kind === 'saved') {
    return (
      <Notice kind="good" title="Saved">
        The endpoint answers for chain {network.chainId} at block {result.block.toLocaleString()}.
      </Notice>
    )
  }
  const { title, nextStep } = describeProblem(result.problem)
  const allow =
    result.problem.kind === 'no-permission' ? (
      <button type="button" onClick={() => void onAllow(network)}>
        Allow Hivemark to reach it
      </button>
    ) : null
  return (
    <Notice kind="error" title={title} actions={allow}>
      {result.problem.kind === 'no-permission'
        ? 'Allow it below, or choose another endpoint. The settings are unchanged.'
        : `${nextStep} The settings are unchanged.`}
    </Notice>
  )
}
