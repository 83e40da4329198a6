import { answers, type Probe, type Scene, servedAt } from './visibility-probes.ts'

const text = ({ other }: Scene) => `"story of ${other.handle}"`
const handle = ({ other }: Scene) => `"${other.handle}"`
const ofStory = ({ storyId }: Scene) => storyId
const asked = (selection: string) => `query ($id: ID!) { ${selection} }`

export const storyProbes: readonly Probe[] = [
  answers('node: Story', 'story', asked('node(id: $id) { ... on Story { photo { altText } author { handle } } }'), {
    id: ofStory,
    text,
  }),
  answers('nodes: Story', 'story', asked('nodes(ids: [$id]) { ... on Story { viewerHasSeen } }'), {
    id: ofStory,
    text: () => 'viewerHasSeen',
  }),
  answers('node: Photo of a story', 'story', asked('node(id: $id) { ... on Photo { altText image { url } } }'), {
    id: ({ storyPhotoId }) => storyPhotoId,
    text,
  }),
  answers('User.stories', 'story', asked('user(id: $id) { stories { edges { node { photo { altText } } } } }'), {
    id: ({ other }) => other.id,
    text,
  }),
  answers(
    'storyTray',
    'listed story',
    '{ storyTray { author { handle stories { edges { node { id } } } } } }',
    { text: ({ storyId }) => storyId },
    'following',
  ),
  answers(
    'Story.viewers',
    'person',
    asked('node(id: $id) { ... on Story { viewers { edges { node { handle } } } } }'),
    { id: ({ ownStoryId }) => ownStoryId!, text: handle },
    'signed in',
  ),
  answers(
    'Story.viewerCount',
    'person',
    asked('node(id: $id) { ... on Story { viewerCount } }'),
    { id: ({ ownStoryId }) => ownStoryId!, text: () => '"viewerCount":1' },
    'signed in',
  ),
  servedAt('the image of a story at its public address', 'story image', ({ storyImageUrl }) => storyImageUrl),
]
