import { styled } from 'styled-components';

/**
 * One table of forms: four columns where there is room, else each row's cells one below the other, so
 * that nothing has to be scrolled sideways.
 */
export const BulkTable = styled.table`
  display: block;
  width: 100%;
  border-collapse: collapse;
  background: ${({ theme }) => theme.colors.neutral0};
  border-radius: ${({ theme }) => theme.borderRadius};
  box-shadow: ${({ theme }) => theme.shadows.tableShadow};

  thead,
  tbody,
  tr,
  th,
  td {
    display: block;
    text-align: left;
  }

  thead th:not(:first-child) {
    display: none;
  }

  tr {
    padding: ${({ theme }) => theme.spaces[4]};
  }

  tr + tr,
  tbody {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }

  th,
  td {
    min-width: 0;
    padding: ${({ theme }) => theme.spaces[2]};
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  fieldset {
    min-width: 0;
  }

  ${({ theme }) => theme.breakpoints.large} {
    tr {
      display: grid;
      grid-template-columns:
        minmax(14rem, 2fr) minmax(18rem, 3fr) minmax(18rem, 3fr)
        minmax(18rem, 3fr);
      gap: ${({ theme }) => theme.spaces[4]};
    }

    thead th:not(:first-child) {
      display: block;
    }
  }
`;

/** Groups the fields of a cell, so that all of them can be switched off at once. */
export const Cell = styled.fieldset`
  display: flex;
  flex-direction: column;
  align-items: stretch;
  gap: ${({ theme }) => theme.spaces[4]};
  min-width: 0;
  margin: 0;
  padding: 0;
  border: 0;
`;
