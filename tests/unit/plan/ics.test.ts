import { icsOf } from '../../../server/src/plan/ics';

const post: Parameters<typeof icsOf>[0][number] = {
  id: 7,
  version: 1,
  state: 'held',
  reason: {
    code: 'no_consent',
    message: 'Nobody has agreed to this post in its present form.',
    remedy: null,
    retryAt: null,
  },
  account: { id: 1, nickname: 'Boats', handle: null },
  title: 'A harbour',
  scheduledAt: '2026-12-01T10:00:00.000Z',
  publishedAt: null,
  link: null,
};

const unfolded = (ics: string): string => ics.replace(/\r?\n /g, '').replace(/\\,/g, ',');

describe('the calendar of somebody’s posts', () => {
  const where = {
    host: 'cms.example.com',
    linkOf: (id: number) => `https://cms.example.com/${id}`,
  };

  it('says state and reason in their language', () => {
    const german = unfolded(icsOf([post], { ...where, language: 'de' }));
    expect(german).toContain('SUMMARY:A harbour · Boats · Angehalten');
    expect(german).toContain('Niemand hat diesem Beitrag in seiner jetzigen Form zugestimmt.');
    const english = unfolded(icsOf([post], { ...where, language: 'en' }));
    expect(english).toContain('Nobody has agreed to this post in its present form.');
  });
});
