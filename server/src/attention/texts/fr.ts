import { type MailTexts } from '.';

export const fr: MailTexts = {
  subject: 'Des publications TikTok ont besoin de vous ({count})',
  intro: 'À traiter sur {site} :',
  needs: {
    held: 'En attente',
    missed: "Manquée pendant l'arrêt du site",
    failed: 'Échec',
    outcome_unknown: 'Issue inconnue',
    awaiting_approval: "En attente d'approbation",
    account: 'Compte à reconnecter',
  },
  more: 'Et {count} de plus : {url}',
  why: "Vous recevez cet e-mail parce que vous avez planifié la publication, pouvez l'approuver ou avez un rôle qui est averti. Au plus un e-mail de ce type toutes les dix minutes.",
  reminderSubject: 'Votre brouillon TikTok vous attend',
  reminderIntro:
    "Un brouillon pour {account} attend dans la boîte de réception de l'application TikTok. Ouvrez son lien sur votre téléphone : il contient la légende à copier et les étapes dans l'application.",
  reminderUntil: "Valable jusqu'au {time} (UTC).",
  testSubject: 'Plugin TikTok : e-mail de test',
  testBody:
    "Les e-mails du plugin TikTok arrivent.\n\nLe code est {code}\n\nSaisissez-le dans Strapi sous Paramètres > TikTok > Application TikTok dans les 30 minutes. Si vous n'avez pas demandé cet e-mail, ne faites rien.",
};
