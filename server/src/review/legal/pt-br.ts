import { type LegalFacts, type LegalTexts } from './facts';
import { dataRows, isMeasured, TIKTOK_PAGES } from './parts';

const data = (facts: LegalFacts): string =>
  dataRows(facts, {
    'user.info.basic':
      'seu identificador do TikTok para este aplicativo (open_id), nome de exibição e foto de perfil',
    'user.info.profile': 'seu nome de usuário, a bio, o selo de verificação e o link do perfil',
    'user.info.stats': 'o número dos seus seguidores, curtidas e vídeos',
    'video.list':
      'a lista dos seus vídeos públicos, com visualizações, curtidas, comentários e compartilhamentos',
    'video.upload':
      'os rascunhos que enviamos, a seu pedido, à sua caixa de entrada do TikTok, com a situação deles',
    'video.publish':
      'as publicações que fazemos a seu pedido, com suas configurações e situação, e o que o TikTok permite que sua conta escolha',
  });

const kept = (days: number | null): string =>
  days === null ? 'até você pedir a eliminação' : `por ${days} dias`;

/** Terms of the LGPD (Law 13.709/2018 of Brazil). */
const keptMonths = (months: number | null): string =>
  months === null ? 'até você pedir a eliminação' : `por ${months} meses`;

const measured = (facts: LegalFacts): string =>
  isMeasured(facts)
    ? ` O número dos seus seguidores, curtidas e vídeos, e as visualizações, curtidas, comentários e compartilhamentos dos seus vídeos públicos são anotados de tempos em tempos para mostrar a sua evolução e guardados ${keptMonths(facts.insightsMonths)}.`
    : '';

export const ptBR: LegalTexts = {
  titles: {
    privacy: 'Política de privacidade',
    terms: 'Termos de serviço',
    deletion: 'Exclusão dos seus dados',
  },
  draftNote:
    'Rascunho para um advogado: feito por um programa com os dados deste site; não é aconselhamento jurídico. Peça que o revisem antes de confiar nele.',

  privacy: (facts) => `# Política de privacidade de ${facts.app}

## Controlador dos dados

${facts.app} (${facts.website}) é operado por ${facts.company}, ${facts.address}, ${facts.country}, controlador nos termos da Lei nº 13.709/2018 (LGPD). Para qualquer assunto sobre os seus dados pessoais, escreva para ${facts.email}.

## Dados do TikTok que tratamos

${facts.app} permite que você conecte sua conta do TikTok e publique seus próprios vídeos e fotos. A conexão é feita na página do TikTok; nunca vemos sua senha do TikTok. Com a sua permissão, recebemos do TikTok e armazenamos:

${data(facts)}
- tokens de acesso e de atualização, armazenados de forma criptografada e nunca mostrados a ninguém

## Finalidades e bases legais

Tratamos esses dados somente para mostrar a você qual conta está conectada, para enviar ao TikTok o que você escolheu quando aperta o botão e para mostrar o que aconteceu com isso. As bases legais são a execução do contrato com você (art. 7º, V, da LGPD) e o seu consentimento (art. 7º, I, da LGPD), que você dá na página do TikTok e a cada publicação. Não vendemos esses dados, não os usamos para publicidade e não criamos perfis com eles.

## Com quem são compartilhados

O TikTok recebe os vídeos, fotos, legendas e configurações que você publica; lá vale a política de privacidade do TikTok (${TIKTOK_PAGES.privacy}). Nosso provedor de hospedagem armazena os dados em nosso nome, como operador. Ninguém mais os recebe, salvo se a lei nos obrigar.

## Por quanto tempo os guardamos

Os tokens são guardados até você desconectar a conta. O registro de uma publicação concluída é guardado ${kept(facts.timelineDays)}. As mensagens do TikTok sobre as publicações são guardadas por ${facts.webhookDays} dias.${measured(facts)}

## Como excluir seus dados

Você pode desconectar sua conta do TikTok a qualquer momento em ${facts.app}, ou no aplicativo do TikTok em Configurações e privacidade > Segurança e permissões > Aplicativos e serviços. A desconexão revoga nosso acesso no TikTok e apaga os tokens. Para que todo o resto seja eliminado, escreva para ${facts.email}; veja ${facts.pages.deletion}.

## Seus direitos como titular

Nos termos do art. 18 da LGPD, você pode pedir a confirmação do tratamento e o acesso aos seus dados, a correção, a eliminação, o bloqueio e a portabilidade, com uma cópia dos dados. Pode opor-se ao tratamento (art. 18, § 2º), revogar o consentimento a qualquer momento (art. 8º, § 5º) e apresentar petição à Autoridade Nacional de Proteção de Dados (ANPD) (art. 18, § 1º).

## Alterações

Publicamos nesta página as alterações desta política.
`,

  terms: (facts) => `# Termos de serviço de ${facts.app}

## O serviço

${facts.app} (${facts.website}) é operado por ${facts.company}, ${facts.address}, ${facts.country}. Ele permite gerenciar vídeos e fotos e enviá-los a uma conta do TikTok que você conectar. Ao usá-lo, você aceita estes termos.

## Sua conta

Você precisa ter idade suficiente para ter uma conta do TikTok e o direito de publicar com a conta que conectar. Não compartilhe seus dados de acesso.

## Seu conteúdo

O que você publica continua sendo seu. Você responde por ter os direitos sobre o conteúdo e sobre a música nele, e por identificar a publicidade. Quando você publica com ${facts.app}, valem também os termos do TikTok, entre eles a Confirmação de uso de música (${TIKTOK_PAGES.music}) e, para conteúdo de marca, a Política de conteúdo de marca (${TIKTOK_PAGES.branded}).

## O que não é permitido

Não publique nada que viole a lei, os direitos de outras pessoas ou as Diretrizes da Comunidade do TikTok. Não publique conteúdo de outras pessoas como se fosse seu. Não contorne os limites de ${facts.app} nem os do TikTok.

## TikTok

${facts.app} usa interfaces de programação do TikTok e não é feito nem endossado pelo TikTok. O TikTok pode recusar, limitar ou remover publicações, ou mudar suas interfaces. Não temos influência sobre isso.

## Disponibilidade e responsabilidade

Operamos o serviço com cuidado, mas não prometemos funcionamento ininterrupto. Respondemos na forma da lei; nada nestes termos limita os direitos que a lei dá a você como consumidor.

## Encerramento

Você pode parar de usar o serviço a qualquer momento e ter seus dados excluídos: ${facts.pages.deletion}. Podemos encerrar contas que violem estes termos.

## Privacidade

Como tratamos seus dados está na nossa política de privacidade: ${facts.pages.privacy}.

## Lei aplicável e contato

Aplica-se a lei do seguinte país, na medida em que não se oponham normas imperativas do seu próprio país: ${facts.country}. Contato: ${facts.email}.
`,

  deletion: (facts) => `# Exclusão dos seus dados em ${facts.app}

1. **Desconectar o TikTok.** Em ${facts.app}, abra as contas e escolha "Desconectar". Ou no aplicativo do TikTok: Perfil > menu > Configurações e privacidade > Segurança e permissões > Aplicativos e serviços > ${facts.app} > Remover acesso. Nosso acesso termina na hora e os tokens são apagados.
2. **Pedir a eliminação.** Escreva para ${facts.email} a partir do endereço que você usa conosco e informe seu nome de usuário do TikTok. Eliminamos os dados do perfil, a foto de perfil, as legendas e configurações das suas publicações e o histórico delas.
3. **O que respondemos.** Confirmamos a eliminação em até 30 dias, com uma lista do que foi apagado.

As publicações que já estão no TikTok continuam lá até você excluí-las no aplicativo do TikTok: não podemos fazer isso por você.

Mais na nossa política de privacidade: ${facts.pages.privacy}.
`,
};
