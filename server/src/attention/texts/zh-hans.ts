import { type MailTexts } from '.';

export const zhHans: MailTexts = {
  subject: '需要处理的 TikTok 帖子({count})',
  intro: '{site} 上需要处理:',
  needs: {
    held: '暂停',
    missed: '站点停机期间错过',
    failed: '失败',
    outcome_unknown: '结果未知',
    awaiting_approval: '等待批准',
    account: '需要重新连接的账号',
  },
  more: '还有 {count} 项:{url}',
  why: '你收到此邮件,是因为你安排了该帖子、可以批准它,或者拥有会收到通知的角色。十分钟内最多一封。',
  reminderSubject: '你的 TikTok 草稿在等待',
  reminderIntro:
    '{account} 的草稿在 TikTok 应用的收件箱中等待。请在手机上打开链接:其中有可复制的文案和应用中的步骤。',
  reminderUntil: '有效期至 {time}(UTC)。',
  testSubject: 'TikTok 插件:测试邮件',
  testBody:
    'TikTok 插件的邮件可以送达。\n\n验证码是 {code}\n\n请在 30 分钟内在 Strapi 的“设置 > TikTok > TikTok 应用”中输入。如果你没有请求此邮件,无需任何操作。',
};
