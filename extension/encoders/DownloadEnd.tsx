import { explainTrouble, type Trouble, type WeightSource } from '@hivemark/encoder/use-lite/weights'
import { askToReach } from '../settings/permission'
import { bytesText, plainLine } from '../ui/format'
import { Notice } from '../ui/parts'
import type { Ended } from './weights-download'

/** How an attempt to get files ended, and what to do next. */
export function DownloadEnd(props: { ended: Ended; onGet: (from: WeightSource) => void }) {
  const { ended, onGet } = props
  switch (ended.kind) {
    case 'installed':
      return (
        <Notice kind="good" title="All files are here and right">
          Tasks with this encoder can be read now, offline, too.
        </Notice>
      )
    case 'incomplete':
      return <Incomplete {...ended} onGet={onGet} />
    case 'no-room':
      return (
        <Notice kind="error" title={`There is no room for ${ended.file}`}>
          {bytesText(ended.missingBytes)} more are needed. Free some space on the disk, or remove
          other sites’ data in the browser, then go on. What came is kept.
        </Notice>
      )
    case 'cancelled':
      return (
        <Notice kind="wait" title="Cancelled">
          What came is kept. Go on whenever you like, from the same source or another.
        </Notice>
      )
    case 'busy-elsewhere':
      return (
        <Notice kind="wait" title="Another page is getting these files">
          Look there, or close it and try again.
        </Notice>
      )
    case 'failed':
      return (
        <Notice kind="error" title="The browser could not keep the files">
          {plainLine(ended.reason, 200)} Allow this extension to store data, or leave private
          browsing, then try again.
        </Notice>
      )
  }
}

/** More than this many troubles say nothing new. */
const mostTroubles = 3

function Incomplete(
  props: Extract<Ended, { kind: 'incomplete' }> & { onGet: (from: WeightSource) => void },
) {
  const { missing, troubles, from, onGet } = props
  const unreachable = troubles.some(({ kind }) => kind === 'unreachable')
  const allow = async () => {
    if (from.kind === 'web' && (await askToReach(...from.origins))) onGet(from)
  }
  const count = missing.length === 1 ? `${missing[0]!.name} is` : `${missing.length} files are`
  return (
    <Notice
      kind="error"
      title={`${count} still missing`}
      actions={
        unreachable && from.kind === 'web' ? (
          <button type="button" onClick={() => void allow()}>
            Allow Hivemark to reach {from.name}
          </button>
        ) : null
      }
    >
      <ul class="troubles">
        {first(troubles).map(trouble => (
          <TroubleLine key={trouble.file} trouble={trouble} />
        ))}
      </ul>
      {troubles.length > mostTroubles ? `And ${troubles.length - mostTroubles} more.` : null}
    </Notice>
  )
}

function TroubleLine({ trouble }: { trouble: Trouble }) {
  const { title, nextStep } = explainTrouble(trouble)
  const sentence = `${title.slice(0, 1).toUpperCase()}${title.slice(1)}.`
  return (
    <li>
      <bdi>{plainLine(sentence, 200)}</bdi> {nextStep}
    </li>
  )
}

function first(troubles: readonly Trouble[]): readonly Trouble[] {
  return troubles.slice(0, mostTroubles)
}
