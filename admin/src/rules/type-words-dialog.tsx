import { Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type RuleType, setTypeWords } from '../../../contracts/rules';
import { type TikTokProblem } from '../api';
import { Confirm } from '../components/confirm';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { TemplateField } from './template-field';

/** The templates with which the form opens for entries of one type. */
export const TypeWordsDialog = ({ type, onClose }: { type: RuleType; onClose: () => void }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run, question } = useSharedWrite(setTypeWords);
  // As they were when the dialog opened: what is typed is for that version.
  const [opened] = useState(type.words);
  const [caption, setCaption] = useState(opened.caption);
  const [title, setTitle] = useState(opened.title);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);

  const onConfirm = async () => {
    const outcome = await run(opened.version, (version) => ({
      params: { uid: type.uid },
      body: { version, caption, title },
    }));
    if (outcome.result === 'refused') {
      setProblem(outcome.problem);
      return outcome.problem;
    }
    if (outcome.result === 'undecided') return 'stay';
    if (outcome.result === 'saved') {
      notify.done(t('rule.types.words.saved', { type: type.displayName }));
    }
    return null;
  };

  return (
    <>
      <Confirm
        title={t('rule.types.words.of', { type: type.displayName })}
        confirmLabel={t('common.save')}
        variant="default"
        onConfirm={onConfirm}
        onClose={onClose}
      >
        <Typography tag="p">{t('rule.types.words.what')}</Typography>
        <TemplateField
          name="captionTemplate"
          value={caption}
          fields={type.fields}
          error={problem?.fields['caption']}
          onChange={setCaption}
        />
        <TemplateField
          name="titleTemplate"
          value={title}
          fields={type.fields}
          error={problem?.fields['title']}
          onChange={setTitle}
        />
      </Confirm>
      {question}
    </>
  );
};
