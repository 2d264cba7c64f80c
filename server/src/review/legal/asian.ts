import { compactTexts } from './compact';

const MUSIC = 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en';
const BRANDED = 'https://www.tiktok.com/legal/page/global/bc-policy/en';

export const ja = compactTexts({
  privacy: 'プライバシーポリシー',
  terms: '利用規約',
  deletion: 'データの削除',
  draftNote:
    '弁護士に確認してもらうための下書きです。このサイトの情報からプログラムが作成したもので、法的助言ではありません。',
  operator: (f) =>
    `${f.app}（${f.website}）は ${f.company}（${f.address}、${f.country}）が運営しています。連絡先：${f.email}`,
  headings: {
    who: '運営者',
    data: '取り扱う TikTok のデータ',
    purpose: '利用目的',
    keep: '保存期間',
    remove: 'データを削除する方法',
    rights: 'お客様の権利',
  },
  data: 'TikTok のページでの同意にもとづき、次の権限の範囲でプロフィール情報とアクセスキー（暗号化）を受け取り、保存します。',
  purpose: (f) =>
    `${f.app} は、接続中のアカウントを表示し、ボタンが押されたときに動画や写真を TikTok に送信し、その状態を表示します。データを販売したり、広告に使ったりすることはありません。`,
  keep: (f) =>
    `アクセスキー：接続を解除するまで。TikTok からの通知：${f.webhookDays} 日。投稿の記録：${f.timelineDays === null ? '削除のご依頼まで' : `${f.timelineDays} 日`}。`,
  remove: (f) =>
    `${f.app} または TikTok アプリで TikTok アカウントの接続を解除してください。その他のデータの削除は ${f.email} にご連絡ください。TikTok 上の投稿は TikTok で削除してください。${f.pages.deletion}`,
  rights: (f) =>
    `開示、訂正、削除、利用停止、データの移転、異議、監督機関への申し立て。連絡先：${f.email}`,
  service: {
    heading: 'サービス',
    text: (f) => `${f.app} では、動画と写真を管理し、接続した TikTok アカウントに送信できます。`,
  },
  content: {
    heading: 'お客様のコンテンツ',
    text: () =>
      `コンテンツの権利はお客様に残ります。権利、音楽、広告の表示についてはお客様が責任を負います。次の規約も適用されます：${MUSIC} ${BRANDED}`,
  },
  tiktok: {
    heading: 'TikTok',
    text: (f) =>
      `${f.app} は TikTok の API を利用していますが、TikTok のサービスではありません。TikTok は投稿を拒否または削除することがあります。`,
  },
  contact: {
    heading: '準拠法と連絡先',
    text: (f) => `強行規定に反しない限り、${f.country} の法律が適用されます。連絡先：${f.email}`,
  },
});

export const zhHans = compactTexts({
  privacy: '隐私政策',
  terms: '服务条款',
  deletion: '删除您的数据',
  draftNote: '供律师审阅的草稿：由程序根据本网站的信息生成，不构成法律意见。',
  operator: (f) =>
    `${f.app}（${f.website}）由 ${f.company}（${f.address}，${f.country}）运营。联系方式：${f.email}`,
  headings: {
    who: '我们是谁',
    data: '我们处理的 TikTok 数据',
    purpose: '用途',
    keep: '保存期限',
    remove: '如何删除您的数据',
    rights: '您的权利',
  },
  data: '经您在 TikTok 页面上同意，我们在以下权限范围内接收并保存个人资料信息和访问密钥（加密保存）：',
  purpose: (f) =>
    `${f.app} 显示已连接的帐号，在您按下按钮时将您的视频和照片发送到 TikTok，并显示其状态。我们不出售这些数据，也不将其用于广告。`,
  keep: (f) =>
    `访问密钥：直到您断开帐号；TikTok 的通知：${f.webhookDays} 天；作品记录：${f.timelineDays === null ? '直到您要求删除' : `${f.timelineDays} 天`}。`,
  remove: (f) =>
    `请在 ${f.app} 或 TikTok 应用中断开您的 TikTok 帐号。如需删除其他数据，请发送邮件至 ${f.email}。已在 TikTok 上的作品请在 TikTok 中删除。${f.pages.deletion}`,
  rights: (f) => `查阅、更正、删除、限制处理、可携带、反对以及向监管机构投诉。联系方式：${f.email}`,
  service: {
    heading: '服务',
    text: (f) => `您可以用 ${f.app} 管理视频和照片，并将其发送到您连接的 TikTok 帐号。`,
  },
  content: {
    heading: '您的内容',
    text: () => `内容仍归您所有。您对权利、音乐以及广告披露负责。同时适用：${MUSIC} ${BRANDED}`,
  },
  tiktok: {
    heading: 'TikTok',
    text: (f) => `${f.app} 使用 TikTok 的接口，但不是 TikTok 的服务。TikTok 可以拒绝或移除作品。`,
  },
  contact: {
    heading: '法律与联系方式',
    text: (f) => `在不违反强制性规定的前提下，适用 ${f.country} 法律。联系方式：${f.email}`,
  },
});
