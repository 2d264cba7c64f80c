import { type MailTexts } from '.';

export const es: MailTexts = {
  subject: 'Publicaciones de TikTok que te necesitan ({count})',
  intro: 'Esto necesita atención en {site}:',
  needs: {
    held: 'En espera',
    missed: 'Perdida mientras el sitio estaba parado',
    failed: 'Fallida',
    outcome_unknown: 'Resultado desconocido',
    awaiting_approval: 'Pendiente de aprobación',
    account: 'Cuenta que hay que volver a conectar',
  },
  more: 'Y {count} más: {url}',
  why: 'Recibes este correo porque programaste la publicación, puedes aprobarla o tienes un rol al que se avisa. Como mucho un correo así cada diez minutos.',
  reminderSubject: 'Tu borrador de TikTok te espera',
  reminderIntro:
    'Un borrador para {account} espera en la bandeja de entrada de la aplicación TikTok. Abre su enlace en el teléfono: contiene el texto para copiar y los pasos en la aplicación.',
  reminderUntil: 'Válido hasta {time} (UTC).',
  testSubject: 'Plugin de TikTok: correo de prueba',
  testBody:
    'Los correos del plugin de TikTok llegan.\n\nEl código es {code}\n\nIntrodúcelo en Strapi, en Ajustes > TikTok > Aplicación TikTok, antes de 30 minutos. Si no pediste este correo, no hagas nada.',
};
