import { type MailTexts } from '.';

export const ptBR: MailTexts = {
  subject: 'Publicações do TikTok precisam de você ({count})',
  intro: 'Isto precisa de atenção em {site}:',
  needs: {
    held: 'Em espera',
    missed: 'Perdida enquanto o site estava parado',
    failed: 'Falhou',
    outcome_unknown: 'Resultado desconhecido',
    awaiting_approval: 'Aguardando aprovação',
    account: 'Conta a reconectar',
  },
  more: 'E mais {count}: {url}',
  why: 'Você recebe este e-mail porque agendou a publicação, pode aprová-la ou tem um papel que é avisado. No máximo um e-mail desses a cada dez minutos.',
  reminderSubject: 'Seu rascunho do TikTok está esperando',
  reminderIntro:
    'Um rascunho para {account} está esperando na caixa de entrada do aplicativo TikTok. Abra o link no celular: ele traz a legenda para copiar e os passos no aplicativo.',
  reminderUntil: 'Válido até {time} (UTC).',
  testSubject: 'Plugin TikTok: e-mail de teste',
  testBody:
    'Os e-mails do plugin TikTok chegam.\n\nO código é {code}\n\nDigite-o no Strapi em Configurações > TikTok > Aplicativo TikTok em até 30 minutos. Se você não pediu este e-mail, não faça nada.',
};
