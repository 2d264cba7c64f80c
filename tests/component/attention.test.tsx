import { screen } from '@strapi/strapi/admin/test';

import TikTokWidget from '../../admin/src/widget';
import { getAttention } from '../../contracts/attention';
import { type ResponseOf } from '../../contracts/endpoint';
import { ACTIONS } from '../../contracts/permissions';
import { answers, show } from './support';

const needs = (changes: Partial<ResponseOf<typeof getAttention>> = {}) =>
  answers(getAttention, () => ({
    total: 0,
    groups: [],
    accounts: [],
    setup: null,
    next: [],
    ...changes,
  }));

describe('the homepage widget', () => {
  it.each([
    ['app', ACTIONS.changeSettings, 'Set up TikTok', '/settings/tiktok/app'],
    ['account', ACTIONS.connectAccounts, 'Connect an account', '/settings/tiktok/accounts'],
  ] as const)('leads to the next step where the %s is missing', async (setup, right, name, to) => {
    needs({ setup });
    show(<TikTokWidget />, { rights: [ACTIONS.viewPosts, right] });
    const link: HTMLElement = await screen.findByRole('link', { name });
    expect(link.getAttribute('href')).toBe(to);
    expect(screen.queryByText('Nothing needs a hand.')).toBeNull();
  });

  it('says whom to ask where the next step is somebody else\u2019s', async () => {
    needs({ setup: 'app' });
    show(<TikTokWidget />, { rights: [ACTIONS.viewPosts] });
    await screen.findByText('Ask an administrator to do it.');
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('says that nothing needs a hand where all is set up', async () => {
    needs();
    show(<TikTokWidget />, { rights: [ACTIONS.viewPosts] });
    await screen.findByText('Nothing needs a hand.');
  });
});
