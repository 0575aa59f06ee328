import { Plain } from '../ui/parts'
import type { Discovery, WalletChoice } from './discover'
import { describeWalletProblem } from './problem'
import './wallet.css'

/** Wallets to choose from, the chosen one marked. With one wallet there is nothing to choose. */
export function WalletPicker(props: {
  readonly discovery: Discovery
  readonly chosen: WalletChoice | null
  readonly onChoose: (choice: WalletChoice) => void
}) {
  const { choices } = props.discovery
  if (choices.length < 2) return null
  return (
    <fieldset class="wallets">
      <legend>Wallet</legend>
      {choices.map((choice, index) => (
        <label key={index}>
          <input
            type="radio"
            name="wallet"
            checked={choice === props.chosen}
            onChange={() => props.onChoose(choice)}
          />
          <Icon choice={choice} />
          <span>
            <Plain text={choice.name} longest={40} />
            <small>
              {choice.route === 'port' ? ' directly' : ` in the page ${choice.page.host}`}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** What to know before the wallet's own window opens. */
export function WalletNote(props: { readonly choice: WalletChoice }) {
  if (props.choice.route === 'port') return null
  return (
    <p class="note">
      This wallet is reached through your open page, so its window will name{' '}
      <b>{props.choice.page.host}</b> as the one who asks. Keep that tab open and where it is.
    </p>
  )
}

/** How to come by a wallet. */
export function NoWallet(props: { readonly discovery: Discovery; readonly onRetry: () => void }) {
  const { tabProblem } = props.discovery
  return (
    <div class="stack tight">
      <p>
        Hivemark signs nothing itself: a wallet you choose holds your keys. Two ways lead to one.
      </p>
      <ul class="ways">
        <li>
          Install MetaMask from your browser’s extension store; it is found here by itself. A copy
          with another id than the store’s is entered under{' '}
          <a href="/options.html#wallet">Wallet in the options</a>.
        </li>
        <li>
          Use any other wallet extension: open an ordinary web page, click the Hivemark button in
          the toolbar there, come back here and look again.
        </li>
      </ul>
      {tabProblem ? (
        <p class="note">
          {describeWalletProblem(tabProblem).title}. {describeWalletProblem(tabProblem).nextStep}
        </p>
      ) : null}
      <div class="row">
        <button type="button" onClick={props.onRetry}>
          Look again
        </button>
      </div>
    </div>
  )
}

function Icon(props: { choice: WalletChoice }) {
  const icon = props.choice.route === 'tab' ? props.choice.announced.icon : null
  return icon ? <img src={icon} alt="" width={20} height={20} /> : <span class="no-icon" />
}
