'use strict';

const addEntries = async (strapi, media) => {
  const articles = strapi.documents('api::article.article');
  const clips = strapi.documents('api::clip.clip');

  const harbour = await articles.create({
    status: 'published',
    data: {
      title: 'The harbour at dusk',
      slug: 'the-harbour-at-dusk',
      summary: 'One evening, one quay, and every light on the water.',
      hashtags: '#harbour #dusk #slowtv',
      internalNotes: 'Private: the skipper has agreed to be filmed.',
      video: media.harbour,
      gallery: [media.evening, media.night],
      scenes: [
        { heading: 'Six o’clock', media: media.evening },
        { heading: 'After dark', media: media.night },
      ],
      sections: [
        { __component: 'story.quote', text: 'The sea is never late.', author: 'The skipper' },
        { __component: 'story.scene', heading: 'The ferry comes in', media: media.ferry },
      ],
    },
  });
  await articles.update({
    documentId: harbour.documentId,
    locale: 'fr',
    status: 'published',
    data: {
      title: 'Le port au crépuscule',
      slug: 'le-port-au-crepuscule',
      summary: 'Un soir, un quai, et toutes les lumières sur l’eau.',
      hashtags: '#port #crepuscule',
      video: media.harbour,
    },
  });

  await articles.create({
    status: 'published',
    data: {
      title: 'A day in four pictures',
      slug: 'a-day-in-four-pictures',
      summary: 'Morning, noon, evening, night: the same hills.',
      hashtags: '#photography #hills',
      gallery: [media.morning, media.noon, media.evening, media.night],
    },
  });
  // A draft, to see that the draft tab posts the draft.
  await articles.create({
    data: {
      title: 'Kites over the dunes',
      slug: 'kites-over-the-dunes',
      summary: 'Still being written.',
      hashtags: '#kites',
      video: media.kites,
    },
  });

  await clips.create({ data: { title: 'Morning ferry', video: media.ferry } });
  await clips.create({ data: { title: 'Northern lights', video: media.aurora } });
  await clips.create({ data: { title: 'The lighthouse', video: media.lighthouse } });
  await clips.create({
    data: { title: 'Paper boats (15 frames a second: TikTok refuses it)', video: media.stopMotion },
  });

  await strapi.documents('api::showreel.showreel').create({
    status: 'published',
    data: {
      title: 'Our town in four seconds',
      intro: 'The video on the home page.',
      video: media.kites,
    },
  });
};

module.exports = { addEntries };
