import { type LegalFacts, type LegalTexts } from './facts';
import { dataRows, isMeasured, TIKTOK_PAGES } from './parts';

const data = (facts: LegalFacts): string =>
  dataRows(facts, {
    'user.info.basic':
      'su identificador de TikTok para esta aplicación (open_id), su nombre visible y su foto de perfil',
    'user.info.profile':
      'su nombre de usuario, su biografía, la insignia de verificación y el enlace a su perfil',
    'user.info.stats': 'el número de sus seguidores, «Me gusta» y vídeos',
    'video.list':
      'la lista de sus vídeos públicos, con sus visualizaciones, «Me gusta», comentarios y veces compartidos',
    'video.upload':
      'los borradores que enviamos por encargo suyo a su bandeja de entrada de TikTok, con su estado',
    'video.publish':
      'las publicaciones que hacemos por encargo suyo, con su configuración y su estado, y lo que TikTok permite elegir a su cuenta',
  });

const kept = (days: number | null): string =>
  days === null ? 'hasta que usted solicite su supresión' : `durante ${days} días`;

/** Terms of the RGPD (Regulation (EU) 2016/679, Spanish version). */
const keptMonths = (months: number | null): string =>
  months === null ? 'hasta que usted solicite su supresión' : `durante ${months} meses`;

const measured = (facts: LegalFacts): string =>
  isMeasured(facts)
    ? ` El número de sus seguidores, «Me gusta» y vídeos, y las visualizaciones, «Me gusta», comentarios y veces compartidas de sus vídeos públicos se anotan periódicamente para mostrar su evolución y se conservan ${keptMonths(facts.insightsMonths)}.`
    : '';

export const es: LegalTexts = {
  titles: {
    privacy: 'Política de privacidad',
    terms: 'Condiciones del servicio',
    deletion: 'Eliminación de sus datos',
  },
  draftNote:
    'Borrador para un abogado: hecho por un programa con los datos de este sitio; no es asesoramiento jurídico. Haga que lo revisen antes de confiar en él.',

  privacy: (facts) => `# Política de privacidad de ${facts.app}

## Responsable del tratamiento

${facts.app} (${facts.website}) es operado por ${facts.company}, ${facts.address}, ${facts.country}, responsable del tratamiento en el sentido del artículo 4, punto 7, del RGPD. Para cualquier cuestión sobre sus datos personales, escriba a ${facts.email}.

## Datos de TikTok que tratamos

${facts.app} le permite conectar su cuenta de TikTok y publicar sus propios vídeos y fotos. La conexión se hace en la página de TikTok; nunca vemos su contraseña de TikTok. Con su permiso recibimos de TikTok y conservamos:

${data(facts)}
- tokens de acceso y de actualización, que se conservan cifrados y no se muestran a nadie

## Finalidades y bases jurídicas

Tratamos estos datos únicamente para mostrarle qué cuenta está conectada, para enviar a TikTok lo que usted ha elegido cuando pulsa el botón y para mostrarle qué ha sido de ello. Las bases jurídicas son el contrato con usted (artículo 6, apartado 1, letra b, del RGPD) y su consentimiento (artículo 6, apartado 1, letra a, del RGPD), que usted da en la página de TikTok y con cada publicación. No vendemos estos datos, no los usamos para publicidad ni elaboramos perfiles con ellos.

## Destinatarios

TikTok recibe los vídeos, fotos, textos y configuraciones que usted publica; allí se aplica la política de privacidad de TikTok (${TIKTOK_PAGES.privacy}). Nuestro proveedor de alojamiento conserva los datos por cuenta nuestra, como encargado del tratamiento (artículo 28 del RGPD). Nadie más los recibe, salvo que la ley nos obligue.

## Plazos de conservación

Los tokens se conservan hasta que usted desconecte la cuenta. El registro de una publicación terminada se conserva ${kept(facts.timelineDays)}. Los mensajes de TikTok sobre las publicaciones se conservan durante ${facts.webhookDays} días.${measured(facts)}

## Cómo eliminar sus datos

Puede desconectar su cuenta de TikTok en cualquier momento en ${facts.app}, o en la aplicación de TikTok en Ajustes y privacidad > Seguridad y permisos > Aplicaciones y servicios. La desconexión revoca nuestro acceso en TikTok y elimina los tokens. Para que se elimine todo lo demás, escriba a ${facts.email}; véase ${facts.pages.deletion}.

## Sus derechos

Conforme al RGPD, usted tiene derecho de acceso (artículo 15), de rectificación (artículo 16), de supresión (artículo 17), a la limitación del tratamiento (artículo 18) y a la portabilidad, es decir, a recibir una copia de sus datos (artículo 20). Puede oponerse al tratamiento (artículo 21), retirar su consentimiento en cualquier momento (artículo 7, apartado 3) y presentar una reclamación ante una autoridad de control (artículo 77), en España la Agencia Española de Protección de Datos.

## Cambios

Publicamos en esta página los cambios de esta política.
`,

  terms: (facts) => `# Condiciones del servicio de ${facts.app}

## El servicio

${facts.app} (${facts.website}) es operado por ${facts.company}, ${facts.address}, ${facts.country}. Le permite gestionar vídeos y fotos y enviarlos a una cuenta de TikTok que usted conecte. Al utilizarlo, usted acepta estas condiciones.

## Su cuenta

Debe tener la edad necesaria para tener una cuenta de TikTok y estar autorizado a publicar con la cuenta que conecte. Guarde para sí sus datos de acceso.

## Su contenido

Lo que publica sigue siendo suyo. Usted responde de tener los derechos sobre ello y sobre la música que contiene, y de indicar la publicidad. Cuando publica con ${facts.app} se aplican también las condiciones de TikTok, entre ellas la Confirmación de uso de música (${TIKTOK_PAGES.music}) y, para el contenido de marca, la Política de contenido de marca (${TIKTOK_PAGES.branded}).

## Lo que no está permitido

No publique nada que infrinja la ley, los derechos de otros o las Normas de la comunidad de TikTok. No publique contenido ajeno como propio. No eluda los límites de ${facts.app} ni los de TikTok.

## TikTok

${facts.app} utiliza interfaces de programación de TikTok y no ha sido creado ni avalado por TikTok. TikTok puede rechazar, limitar o retirar publicaciones, o cambiar sus interfaces. No tenemos influencia en ello.

## Disponibilidad y responsabilidad

Prestamos el servicio con diligencia, pero no prometemos un funcionamiento ininterrumpido. Respondemos conforme a la ley; nada de lo aquí dispuesto limita los derechos que la ley le reconoce como consumidor.

## Terminación

Puede dejar de usar el servicio en cualquier momento y hacer que se eliminen sus datos: ${facts.pages.deletion}. Podemos cerrar las cuentas que infrinjan estas condiciones.

## Privacidad

Cómo tratamos sus datos se explica en nuestra política de privacidad: ${facts.pages.privacy}.

## Ley aplicable y contacto

Se aplica la ley del país siguiente, en la medida en que no se opongan las normas imperativas de su propio país: ${facts.country}. Contacto: ${facts.email}.
`,

  deletion: (facts) => `# Eliminación de sus datos de ${facts.app}

1. **Desconectar TikTok.** En ${facts.app}, abra las cuentas y elija «Desconectar». O en la aplicación de TikTok: Perfil > menú > Ajustes y privacidad > Seguridad y permisos > Aplicaciones y servicios > ${facts.app} > Eliminar acceso. Nuestro acceso termina de inmediato y los tokens se eliminan.
2. **Solicitar la supresión.** Escriba a ${facts.email} desde la dirección que usa con nosotros e indique su nombre de usuario de TikTok. Suprimimos los datos de perfil, la foto de perfil, los textos y la configuración de sus publicaciones, y su historial.
3. **Nuestra respuesta.** Confirmamos la supresión en un plazo de 30 días, con una lista de lo suprimido.

Las publicaciones que ya están en TikTok permanecen allí hasta que usted las elimine en la aplicación de TikTok: no podemos hacerlo por usted.

Más información en nuestra política de privacidad: ${facts.pages.privacy}.
`,
};
