import { screen, waitFor } from '@strapi/strapi/admin/test';

import { drafts } from '../../admin/src/review/drafts';
import { LegalEditor } from '../../admin/src/review/legal-editor';
import { Texts } from '../../admin/src/translations';
import { putLegalPage } from '../../contracts/review';
import { type LegalPage } from '../../contracts/review-view';
import { answers, conflictWith, show } from './support';

const SUBJECTS = ['review'] as const;

const PAGE: LegalPage = {
  version: 2,
  kind: 'privacy',
  locale: 'en',
  title: 'Privacy',
  markdown: '# Privacy',
  edited: true,
  published: true,
  url: 'https://cms.example.com/api/tiktok/legal/privacy',
  missing: [],
  updatedAt: null,
};

const Editor = ({ page }: { page: LegalPage }) => (
  <Texts subjects={SUBJECTS}>
    <LegalEditor page={page} />
  </Texts>
);
const text = () => screen.findByRole('textbox', { name: /Markdown/ });
const typed = async (): Promise<string | null> => (await text()).textContent;

beforeEach(() => drafts.legal.clear());

it('withdrawing a page leaves the text that is being written as it is', async () => {
  const asked = answers(putLegalPage, () => ({
    page: { ...PAGE, version: 3, published: false },
  }));
  const { user, rerender } = show(<LegalEditor page={PAGE} />, { subjects: SUBJECTS });
  await user.type(await text(), ' of ours');
  await user.click(await screen.findByRole('button', { name: /withdraw/i }));
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]?.body).toEqual({ version: 2, published: false });
  rerender(<Editor page={{ ...PAGE, version: 3, published: false }} />);
  expect(await typed()).toBe('# Privacy of ours');
  // It is saved over what the withdrawal left, without a question.
  await user.click(screen.getByRole('button', { name: /^Save/ }));
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.body).toEqual({ version: 3, markdown: '# Privacy of ours' });
});

it('a text that is not saved is there again after another tab was looked at', async () => {
  const first = show(<LegalEditor page={PAGE} />, { subjects: SUBJECTS });
  await first.user.type(await text(), ' of ours');
  first.unmount();
  show(<LegalEditor page={PAGE} />, { subjects: SUBJECTS });
  expect(await typed()).toBe('# Privacy of ours');
});

it('such a text is saved over the version it was typed over, not over what somebody saved since', async () => {
  const first = show(<LegalEditor page={PAGE} />, { subjects: SUBJECTS });
  await first.user.type(await text(), ' of ours');
  first.unmount();
  const asked = answers(putLegalPage, () => {
    throw conflictWith({ version: 5, by: 'Anna Berg', at: null });
  });
  const { user } = show(<LegalEditor page={{ ...PAGE, version: 5, markdown: '# Anna’s' }} />, {
    subjects: SUBJECTS,
  });
  await user.click(await screen.findByRole('button', { name: /^Save/ }));
  expect(await screen.findByText('Anna Berg changed this meanwhile')).toBeTruthy();
  expect(asked.map(({ body }) => body.version)).toEqual([2]);
});

it('a text that was saved or taken back is no draft any more', async () => {
  answers(putLegalPage, ({ body }) => ({
    page: { ...PAGE, version: 3, markdown: body.markdown ?? PAGE.markdown },
  }));
  const { user } = show(<LegalEditor page={PAGE} />, { subjects: SUBJECTS });
  await user.type(await text(), '!');
  expect(drafts.legal.size).toBe(1);
  await user.click(screen.getByRole('button', { name: /^Save/ }));
  await waitFor(() => expect(drafts.legal.size).toBe(0));
});

it('names what the text lacks where somebody asks to publish it', async () => {
  const page: LegalPage = { ...PAGE, published: false, missing: ['contactEmail'] };
  const { user } = show(<LegalEditor page={page} />, { subjects: SUBJECTS });
  await user.click(await screen.findByRole('button', { name: 'Publish page' }));
  const question = await screen.findByRole('alertdialog');
  expect(question.textContent).toContain('The text still lacks: Contact e-mail');
});
