import { startTestStrapi } from '../../support';

it('A Strapi whose MCP server is off has no tools for assistants, and boots as ever', async () => {
  const site = await startTestStrapi({});
  try {
    const answer = await site.request('POST', '/mcp', { body: {} });
    expect([404, 405]).toContain(answer.status);
    const settings = await site.request('GET', '/tiktok/settings', {
      token: await site.as('superAdmin'),
    });
    expect(settings.status).toBe(200);
  } finally {
    await site.stop();
  }
});
