import { Box, Modal } from '@strapi/design-system';
import { type ReactNode } from 'react';

/** Where the form stands: in a dialog over what it is about, or on a page of its own. */
export type Place = 'modal' | 'page';

interface ShellProps {
  place: Place;
  children: ReactNode;
  /** The declaration and the buttons: always in view in a dialog, below the form on a page. */
  footer: ReactNode;
}

export const Shell = ({ place, children, footer }: ShellProps) =>
  place === 'modal' ? (
    <>
      <Modal.Body>{children}</Modal.Body>
      <Modal.Footer>{footer}</Modal.Footer>
    </>
  ) : (
    <Box background="neutral0" hasRadius shadow="tableShadow" padding={6}>
      {children}
      <Box paddingTop={6}>{footer}</Box>
    </Box>
  );
