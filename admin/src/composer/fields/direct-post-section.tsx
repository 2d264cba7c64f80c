import { type FormState } from '../../../../contracts/post-form';
import { type PostOptions } from '../../../../contracts/posts';
import { InteractionFields, MoreOptions, PrivacyField } from './direct-post-fields';
import { DisclosureFields } from './disclosure-fields';

interface DirectPostFieldsProps {
  state: FormState;
  options: PostOptions;
  onChange: (options: Partial<PostOptions>) => void;
}

/** What TikTok demands for Direct Post, and takes for nothing else, in the guidelines' order. */
export const DirectPostFields = ({ state, options, onChange }: DirectPostFieldsProps) => (
  <>
    {state.privacy && <PrivacyField privacy={state.privacy} onChange={onChange} />}
    <InteractionFields interactions={state.interactions} onChange={onChange} />
    {state.disclosure && <DisclosureFields disclosure={state.disclosure} onChange={onChange} />}
    <MoreOptions state={state} options={options} onChange={onChange} />
  </>
);
