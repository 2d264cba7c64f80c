import { Page } from '@strapi/strapi/admin';
import { type ReactNode } from 'react';

import { type Permission } from '../permissions';
import { Texts, type TextSubject } from '../translations';

interface TikTokPageProps {
  permissions: Permission[];
  /** Constants, e.g. `const SUBJECTS = ['posts', 'composer'] as const`. */
  subjects: readonly TextSubject[];
  children: ReactNode;
}

/** The frame of each page: refuses who has none of the rights, then loads the page's texts. */
export const TikTokPage = ({ permissions, subjects, children }: TikTokPageProps) => (
  <Page.Protect permissions={permissions}>
    <Texts subjects={subjects}>{children}</Texts>
  </Page.Protect>
);
