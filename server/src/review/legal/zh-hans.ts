import { type LegalFacts, type LegalTexts } from './facts';
import { dataRows, isMeasured, TIKTOK_PAGES } from './parts';

const data = (facts: LegalFacts): string =>
  dataRows(facts, {
    'user.info.basic': '您在本应用中的 TikTok 标识（open_id）、显示名称和头像',
    'user.info.profile': '您的用户名、个人简介、认证标识和个人主页链接',
    'user.info.stats': '您的粉丝数、获赞数和视频数',
    'video.list': '您的公开视频列表及其播放、点赞、评论和分享次数',
    'video.upload': '我们按您的指示发送到您 TikTok 收件箱的草稿及其状态',
    'video.publish': '我们按您的指示发布的作品及其设置和状态，以及 TikTok 允许您的账号选择的选项',
  });

const kept = (days: number | null): string => (days === null ? '直到您要求删除' : `${days} 天`);

/** Terms of the Personal Information Protection Law (个人信息保护法). */
const keptMonths = (months: number | null): string =>
  months === null ? '直到您要求删除' : `${months} 个月`;

const measured = (facts: LegalFacts): string =>
  isMeasured(facts)
    ? `您的粉丝数、获赞数和视频数，以及您公开视频的播放、点赞、评论和分享次数会定期记录，用于展示其变化，保存期限：${keptMonths(facts.insightsMonths)}。`
    : '';

export const zhHans: LegalTexts = {
  titles: {
    privacy: '隐私政策',
    terms: '服务条款',
    deletion: '删除您的数据',
  },
  draftNote:
    '供律师审阅的草稿：由程序根据本网站的信息生成，不构成法律意见。请在使用前交由律师审阅。',

  privacy: (facts) => `# ${facts.app} 隐私政策

## 个人信息处理者

${facts.app}（${facts.website}）由 ${facts.company}（${facts.address}，${facts.country}）运营，该运营者为个人信息处理者。有关您个人信息的任何事宜，请联系 ${facts.email} 。

## 我们处理的 TikTok 数据

${facts.app} 供您连接自己的 TikTok 账号，并发布您自己的视频和照片。连接在 TikTok 自己的页面上进行；我们不会获知您的 TikTok 密码。经您许可，我们从 TikTok 接收并存储：

${data(facts)}
- 访问令牌和刷新令牌，加密存储，不向任何人展示

## 处理目的和法律依据

我们仅为以下目的处理这些数据：向您显示已连接的账号；在您按下按钮时将您选择的内容发送给 TikTok；向您显示其结果。处理的依据是为订立、履行与您的合同所必需，以及您在 TikTok 页面上和每次发布时所作的同意（《中华人民共和国个人信息保护法》第十三条）。我们不出售这些数据，不将其用于广告，也不据此进行用户画像。

## 向谁提供

TikTok 接收您发布的视频、照片、文案和设置；在 TikTok 适用其自己的隐私政策（${TIKTOK_PAGES.privacy}）。我们的托管服务商受我们委托存储数据。除法律要求外，不向其他任何人提供。

## 保存期限

令牌保存至您断开连接为止。已完成作品的记录保存期限：${kept(facts.timelineDays)}。TikTok 发来的有关作品的消息保存 ${facts.webhookDays} 天。${measured(facts)}

## 如何删除您的数据

您可以随时在 ${facts.app} 中断开您的 TikTok 账号，或在 TikTok 应用的“设置和隐私”>“安全与权限”>“应用和服务”中断开。断开后，我们在 TikTok 的访问权限即被撤销，令牌即被删除。如需删除其余全部数据，请写信至 ${facts.email} ；参见 ${facts.pages.deletion} 。

## 您的权利

根据《中华人民共和国个人信息保护法》，您有权查阅、复制您的个人信息并要求转移（第四十五条），有权要求更正、补充（第四十六条）和删除（第四十七条），有权限制或者拒绝处理（第四十四条），有权撤回同意（第十五条），并有权向履行个人信息保护职责的部门投诉、举报（第六十五条）。

## 变更

本政策如有变更，我们将在本页面公布。
`,

  terms: (facts) => `# ${facts.app} 服务条款

## 服务

${facts.app}（${facts.website}）由 ${facts.company}（${facts.address}，${facts.country}）运营。您可以用它管理视频和照片，并将其发送到您连接的 TikTok 账号。使用本服务即表示您接受本条款。

## 您的账号

您必须达到可以持有 TikTok 账号的年龄，并有权使用您所连接的账号发布内容。请勿将您的登录信息告知他人。

## 您的内容

您发布的内容仍归您所有。您应确保拥有内容及其中音乐的权利，并如实披露广告。当您通过 ${facts.app} 发布时，TikTok 的条款同样适用，其中包括音乐使用确认（${TIKTOK_PAGES.music}），以及适用于品牌内容的品牌内容政策（${TIKTOK_PAGES.branded}）。

## 禁止行为

请勿发布违反法律、侵犯他人权利或违反 TikTok 社区自律公约的内容。请勿将他人的内容当作自己的内容发布。请勿规避 ${facts.app} 或 TikTok 的限制。

## TikTok

${facts.app} 使用 TikTok 的编程接口，但并非由 TikTok 制作或认可。TikTok 可以拒绝、限制或移除作品，也可以更改其接口。对此我们无法施加影响。

## 可用性与责任

我们尽心运营本服务，但不承诺服务不会中断。我们依法承担责任；本条款不限制法律赋予您作为消费者的权利。

## 终止

您可以随时停止使用，并要求删除您的数据（${facts.pages.deletion}）。我们可以关闭违反本条款的账号。

## 隐私

我们如何处理您的数据，请参见我们的隐私政策（${facts.pages.privacy}）。

## 法律适用与联系方式

在您所在国家的强制性规定不另作要求的范围内，适用以下国家的法律：${facts.country}。联系方式：${facts.email}
`,

  deletion: (facts) => `# 从 ${facts.app} 删除您的数据

1. **断开 TikTok** ：在 ${facts.app} 中打开账号页面，选择“断开连接”。或在 TikTok 应用中依次打开：个人主页 > 菜单 > 设置和隐私 > 安全与权限 > 应用和服务 > ${facts.app} > 移除访问权限。我们的访问权限立即终止，令牌即被删除。
2. **要求删除** ：请用您在我们这里使用的邮箱写信至 ${facts.email} ，并注明您的 TikTok 用户名。我们将删除个人资料数据、头像、您作品的文案和设置及其历史记录。
3. **我们的答复** ：我们将在 30 天内确认删除，并附上已删除内容的清单。

已经发布在 TikTok 上的作品会继续保留，直到您在 TikTok 应用中将其删除：我们无法代您删除。

更多内容参见我们的隐私政策（${facts.pages.privacy}）。
`,
};
