import { type Context } from 'koa';
import { z } from 'zod';

import { PROBE_HEADER } from './callback-probe';

/** Forwarders hand on what TikTok did not send as empty. */
const optional = (max: number) =>
  z
    .string()
    .max(max)
    .optional()
    .transform((value) => (value === '' ? undefined : value));

/** The shape of TikTok's redirect; unknown keys are left behind. A key given twice is no shape. */
const shape = z
  .object({
    state: z.string().regex(/^[\w.-]{20,2000}$/),
    code: optional(4000),
    scopes: optional(2000),
    error: optional(200),
    error_description: optional(2000),
  })
  .refine(({ code, error }) => (code === undefined) !== (error === undefined));

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>TikTok sign-in</title></head>
<body>
<h1>This TikTok sign-in cannot be finished</h1>
<p>The address does not carry what TikTok sends after a sign-in that was begun in this site's administration panel.</p>
<p>Open the administration panel, go to Settings &gt; TikTok &gt; Accounts, and press &quot;Connect&quot; again. Nothing was changed.</p>
</body>
</html>
`;

const noTrace = (ctx: Context): void => {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Referrer-Policy', 'no-referrer');
};

/**
 * TikTok's redirect target. It decides nothing: it checks the shape and hands everything to the admin
 * page in the fragment, which no server and no log sees. Whoever forges it gets a page of ours and
 * no more, for the exchange needs the administrator who began.
 * @param originOf the admin origin that a state of ours carries signed; null for any other state.
 * @param adminPath path of the admin panel at that origin, without a slash at the end.
 * @param probeAnswer what proves to the review page's own call that it arrived; null for any other.
 */
export const answerCallback = (
  ctx: Context,
  originOf: (state: string) => string | null,
  adminPath: (origin: string) => string,
  probeAnswer: (query: z.output<typeof shape>) => string | null,
): void => {
  const parsed = shape.safeParse(ctx.query);
  noTrace(ctx);
  const proof = parsed.success ? probeAnswer(parsed.data) : null;
  if (proof !== null) {
    ctx.set(PROBE_HEADER, proof);
    ctx.status = 204;
    return;
  }
  const origin = parsed.success ? originOf(parsed.data.state) : null;
  if (!parsed.success || origin === null) {
    ctx.status = 400;
    ctx.type = 'html';
    ctx.set('Content-Security-Policy', "default-src 'none'");
    ctx.body = PAGE;
    return;
  }
  const fragment = new URLSearchParams(
    Object.entries(parsed.data).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  ctx.status = 302;
  ctx.set('Location', `${origin}${adminPath(origin)}/settings/tiktok/connected#${fragment}`);
  ctx.body = '';
};
