import type { ComponentChildren } from 'preact'
import { Notice, Plain, Waiting } from '../ui/parts'
import { NoWallet, WalletNote, WalletPicker } from '../wallet/WalletPicker'
import type { Plan, Stage } from './sign-call'
import type { Signing, SigningControls } from './use-signing'

/**
 * The part of a sign page from "I have read it" to the wallet's window: choose a wallet, continue,
 * switch the network, see what went wrong.
 */
export function CallFlow(props: {
  readonly controls: SigningControls
  /** `null` while the figures are being read; without them nothing can be signed. */
  readonly plan: Plan | null
  readonly networkName: string
  /** What stays safe when there is no wallet. */
  readonly about: 'draft' | 'deposit'
  readonly children?: ComponentChildren
}) {
  const { controls, plan } = props
  const { signing, choice } = controls
  const busy = signing.kind === 'busy'
  const ready = plan !== null && !busy
  // The row of buttons stays the same element throughout, so that the keyboard's focus stays, too.
  return (
    <>
      {busy ? (
        <Waiting>{stageText(signing.stage)}</Waiting>
      ) : (
        <SigningNotice
          signing={signing}
          networkName={props.networkName}
          onSwitch={async () => {
            if ((await controls.switchNetwork()) && plan) await controls.sign(plan)
          }}
        />
      )}
      {busy ? null : <Wallets controls={controls} about={props.about} />}
      <div class="row">
        {choice ? (
          <button
            type="button"
            class="primary"
            aria-disabled={!ready}
            onClick={() => ready && void controls.sign(plan)}
          >
            <span>
              Continue in <Plain text={choice.name} longest={40} />
            </span>
          </button>
        ) : null}
        {busy ? (
          <button type="button" onClick={controls.stop}>
            Stop waiting
          </button>
        ) : (
          props.children
        )}
      </div>
    </>
  )
}

function Wallets(props: { controls: SigningControls; about: 'draft' | 'deposit' }) {
  const { discovery, choice, choose } = props.controls
  if (!discovery.value) return <Waiting>Looking for wallets.</Waiting>
  if (!choice) {
    return (
      <Notice kind="wait" title={`No wallet found. Your ${props.about} is kept.`}>
        <NoWallet discovery={discovery.value} onRetry={discovery.reload} />
      </Notice>
    )
  }
  return (
    <>
      <WalletPicker discovery={discovery.value} chosen={choice} onChoose={choose} />
      <WalletNote choice={choice} />
    </>
  )
}

function SigningNotice(props: {
  signing: Signing
  networkName: string
  onSwitch: () => Promise<void>
}) {
  const { signing } = props
  if (signing.kind === 'wrong-chain') {
    return (
      <Notice
        kind="wait"
        title={`The wallet is on chain ${signing.actual}, this task is on ${props.networkName}`}
        actions={
          <button type="button" class="primary" onClick={() => void props.onSwitch()}>
            <span>
              Switch to <Plain text={props.networkName} longest={40} />
            </span>
          </button>
        }
      >
        <p>The wallet will ask you to switch, and to add the network if it does not know it.</p>
      </Notice>
    )
  }
  if (signing.kind === 'trouble') {
    return (
      <Notice
        kind={signing.trouble.name === 'rejected' ? 'wait' : 'error'}
        title={signing.trouble.title}
      >
        <p>{signing.trouble.nextStep}</p>
      </Notice>
    )
  }
  return null
}

function stageText(stage: Stage | 'switching'): string {
  switch (stage) {
    case 'connecting':
      return 'Connecting. The wallet may ask you to unlock it and to share an account.'
    case 'checking':
      return 'Trying the call on our own endpoint before you sign it.'
    case 'asking':
      return 'The wallet asks you now. If no window shows, open the wallet; unlock it if it is locked.'
    case 'switching':
      return 'The wallet asks you to switch the network.'
  }
}
