// Words of praise and of blame: plain ones that hardly ever mean anything else. Written for this project.

const praise = `good great excellent wonderful amazing fantastic brilliant superb lovely beautiful
beautifully delightful enjoyable perfect perfectly awesome best enjoy enjoyed pleasant charming impressive
outstanding terrific marvelous marvellous incredible glad favorite favourite fun recommend recommended
love loved loves masterpiece fascinating hilarious gorgeous splendid stunning thrilled pleased
delicious happy memorable touching refreshing worthwhile magnificent exceptional admire clever
satisfying nice fine funny exciting engaging entertaining compelling superior rewarding genius powerful`

const blame = `bad terrible awful horrible worst poor poorly boring bored dull disappointing disappointed
disappointment hate hated hates stupid ridiculous pathetic annoying annoyed ugly disgusting lame useless
worthless waste wasted mess failed fails fail pointless dreadful mediocre unfortunately sucks sucked crap
garbage trash rubbish idiotic tedious painful unbearable laughable miserable horrid unpleasant cheap
weak sad worse wrong silly dumb nonsense terribly awfully lousy inferior dismal bland tiresome
badly forgettable overrated frustrating insulting embarrassing ashamed regret mistake lacks lacking`

const negations = `not no never don't didn't doesn't isn't wasn't aren't weren't can't couldn't won't
wouldn't nothing nor neither without hardly barely cannot ain't haven't hasn't`

/** Words that tell a line's feeling, by label, and words that turn it round. */
export const feelingWords = {
  labels: { positive: praise.split(/\s+/), negative: blame.split(/\s+/) },
  negations: negations.split(/\s+/),
}
