import { PermissionList } from '../../settings/PermissionList'

/** What leaves this machine and what does not, in plain words. */
export function PrivacyPage() {
  return (
    <div class="stack prose">
      <div class="page-head">
        <h1>Privacy</h1>
      </div>
      <section>
        <h2>While you read</h2>
        <p>
          Text that you classify stays on this machine. It is turned into numbers here, and the
          model that judges them is copied here as a whole. The endpoint you chose under{' '}
          <a href="#network">Network</a> sees your internet address and which tasks’ models you
          copy; it never sees a text or its numbers. There is no server of ours, no account, no
          statistics. If you get files under <a href="#encoders">Encoders</a>, the source you choose
          sees your internet address, once.
        </p>
        <p>
          If you collect a task under <a href="#datasets">Datasets</a>, the endpoint sees that you
          read all its contributions. Rows and files stay here until you delete them there. Your own
          texts get into a file only if you tick that.
        </p>
      </section>
      <section>
        <h2>When you keep a task for a site</h2>
        <p>
          The popup then looks at the address of the tab you called it on. Which task is for which
          site is kept on this machine, listed under <a href="#tasks">Tasks</a>, and gone once you
          forget it there. It is not in a list of tasks that you save.
        </p>
      </section>
      <section>
        <h2>Your history and your lists</h2>
        <p>
          No history is kept unless you switch it on under <a href="#history">History</a>. Then the
          last 500 texts you asked about stay on this machine, at most 2,000 characters of each,
          with task, label, certainty, block, time, and whether you typed or selected them; never
          the page’s address, and nothing from private windows. Anyone who uses this browser profile
          can read them. Clearing the browser’s own history does not clear it: delete an entry, or
          all, on that page.
        </p>
        <p>
          A list under <a href="#try">Try out</a> stays in its tab. What you pasted, up to a million
          characters, outlasts a reload; a file’s texts and all answers do not. Closing the tab
          deletes them. Labels you correct become drafts.
        </p>
      </section>
      <section>
        <h2>While you keep drafts</h2>
        <p>
          A label you pick is kept here, with its text, until you submit or delete it. Texts of
          labels you submitted are kept here, too, so that you recognise your deposits. When you
          open a draft to submit it, the endpoint is asked whether that sample is on the chain
          already, by the hash of its numbers and label; the numbers themselves go out when you
          continue.
        </p>
      </section>
      <section>
        <h2>When you submit, refund or report</h2>
        <p>
          These become public, for ever, for anyone: the address of your account, the label, the
          time, the deposit, and the numbers made from the text. The text itself is not published.
          The numbers say what it is about, and some of its words can be guessed; whoever already
          suspects a certain text can check whether it gives the same numbers. Do not submit what
          must stay secret, and no texts about private persons.
        </p>
        <p>
          Everything one address ever submitted can be seen together. Use an address of its own if
          you do not want it tied to your others.
        </p>
      </section>
      <section>
        <h2>Your wallet</h2>
        <p>
          Hivemark holds no keys. It asks a wallet for six things only: which chain it is on, which
          accounts you share, to switch or add the network, and to send a transaction that you see
          first. It never asks to sign a message. A wallet that lives in a web page is reached only
          in the tab where you clicked the Hivemark button.
        </p>
      </section>
      <section>
        <h2>What Hivemark may do in your browser</h2>
        <p>
          It reads a page only when you ask it to, in the tab where you ask. Sites that you switch
          on under <a href="#pages">Pages</a> it reads by itself, each after the browser asked you,
          until you switch them off; their texts are labelled on this machine and not kept. Of a
          text that you never want marked, its first words are kept, so that you can find it again.
          Such a page may notice that it was labelled. This is all that the browser lets Hivemark
          do:
        </p>
        <PermissionList />
        <p>Removing the extension deletes all it has kept; what is on the chain stays there.</p>
      </section>
    </div>
  )
}
