import { fill, markup, type Markup } from './html';
import { type Language } from './languages';
import { type OpenedLink } from './links-service';
import { type PageTexts, textsOf } from './texts';

export interface PageContent {
  language: Language;
  title: string;
  body: Markup;
}

const nameOf = ({ account }: OpenedLink): string =>
  account.handle === null ? account.nickname : `${account.nickname} (@${account.handle})`;

const timeIn = (language: Language, at: number, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);

const zoneOf = ({ account }: OpenedLink): string => account.timeZone ?? 'UTC';

const expiry = (opened: OpenedLink, texts: PageTexts, language: Language): Markup => {
  const zone = zoneOf(opened);
  const time = fill(texts.plannedAt, {
    time: timeIn(language, opened.link.expires_at, zone),
    zone,
  });
  return markup`<p><small>${fill(texts.expires, { time })}</small></p>`;
};

/** A text to copy. HTML drops a line break that comes first, so one is put before it. */
const field = (id: string, label: string, text: string, texts: PageTexts): Markup =>
  text === ''
    ? markup``
    : markup`<h2><label for="${id}">${label}</label></h2>
        <textarea id="${id}" readonly rows="${Math.min(12, text.split('\n').length + 3)}">
${text}</textarea>
        <button type="button" hidden data-copy="${id}" data-done="${texts.copied}">${texts.copy}</button>`;

/** What the creator needs on the phone: the texts to copy and the steps in the app. */
export const handoverContent = (opened: OpenedLink, language: Language): PageContent => {
  const texts = textsOf(language);
  const { kind, content } = opened.post;
  const account = nameOf(opened);
  const steps = kind === 'photo' ? texts.stepsPhoto : texts.stepsVideo;
  const fields =
    kind === 'photo'
      ? [
          field('title', texts.title, content.title, texts),
          field('description', texts.description, content.description, texts),
        ]
      : [field('caption', texts.caption, content.caption, texts)];
  const wordless = fields.every(({ text }) => text === '');
  return {
    language,
    title: fill(texts.handoverTitle, { account }),
    body: markup`<p>${texts.handoverIntro}</p>
      ${wordless ? markup`<p>${texts.noCaption}</p>` : fields}
      <h2>${texts.stepsTitle}</h2>
      <ol>
        ${steps.map((step) => markup`<li>${fill(step, { account })}</li>`)}
      </ol>
      ${expiry(opened, texts, language)}`,
  };
};

const row = (name: string, value: string): Markup =>
  value === ''
    ? markup``
    : markup`<dt>${name}</dt>
        <dd>${value}</dd>`;

const plannedFor = (opened: OpenedLink, texts: PageTexts, language: Language): string => {
  const { post } = opened;
  if (post.waits_for_entry && post.state === 'scheduled') return texts.withEntry;
  if (post.scheduled_at === null) return texts.notPlanned;
  const zone = zoneOf(opened);
  return fill(texts.plannedAt, { time: timeIn(language, post.scheduled_at, zone), zone });
};

/** The settings of a direct post; an Inbox post has none. */
const settingsOf = ({ post }: OpenedLink, texts: PageTexts): Markup[] => {
  const { options } = post;
  if (post.share_type === 'inbox') return [];
  const listed = (...entries: (readonly [boolean, string])[]): string =>
    entries.flatMap(([on, name]) => (on ? [name] : [])).join(', ') || texts.none;
  return [
    row(texts.whoCanSee, options.privacyLevel ? texts.privacy[options.privacyLevel] : ''),
    row(
      texts.allowed,
      listed(
        [options.allowComment, texts.comment],
        [options.allowDuet, texts.duet],
        [options.allowStitch, texts.stitch],
      ),
    ),
    row(
      texts.labels,
      listed(
        [options.yourBrand, texts.yourBrand],
        [options.brandedContent, texts.brandedContent],
        [options.aiGenerated, texts.aiGenerated],
      ),
    ),
  ];
};

/**
 * A post as it is planned, without anything to press.
 * @param mediaPath where this page's files are; their index is put behind it.
 */
export const previewContent = (
  opened: OpenedLink,
  language: Language,
  mediaPath: string,
): PageContent => {
  const texts = textsOf(language);
  const { post } = opened;
  const { content } = post;
  const account = nameOf(opened);
  const media = post.media.map((_file, index) => {
    const address = `${mediaPath}/${index}`;
    if (post.kind === 'video') {
      return markup`<video src="${address}" controls playsinline preload="metadata">${texts.notShown}</video>`;
    }
    const name = fill(texts.picture, { number: String(index + 1) });
    return markup`<img src="${address}" alt="${name}. ${texts.notShown}" loading="lazy" />`;
  });
  return {
    language,
    title: fill(texts.previewTitle, { account }),
    body: markup`<p>${texts.previewIntro}</p>
      <dl>
        ${row(texts.account, account)} ${row(texts.state, texts.states[post.state])}
        ${row(texts.planned, plannedFor(opened, texts, language))}
        ${row(texts.way, post.share_type === 'inbox' ? texts.inbox : texts.direct)}
        ${row(texts.caption, post.kind === 'video' ? content.caption : '')}
        ${row(texts.title, post.kind === 'photo' ? content.title : '')}
        ${row(texts.description, post.kind === 'photo' ? content.description : '')}
        ${settingsOf(opened, texts)}
      </dl>
      <h2>${texts.media}</h2>
      ${media} ${expiry(opened, texts, language)}`,
  };
};
