import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Button } from '#components/button.tsx'
import type { Person } from '#trpc/provider.tsx'

type RemovePersonProps = { of: Person; onRemove: () => void }

export const RemovePerson = ({ of: { email, isYou }, onRemove }: RemovePersonProps) => (
  <AlertDialog.Root>
    <AlertDialog.Trigger render={<Button look="danger" aria-label={`Remove ${email}`} />}>Remove</AlertDialog.Trigger>
    <AlertDialog.Portal>
      <AlertDialog.Backdrop className="fixed inset-0 z-10 bg-surface-1/70" />
      <AlertDialog.Popup className="fixed top-1/3 left-1/2 z-10 w-96 max-w-[90vw] -translate-x-1/2 space-y-4 rounded-lg border border-line bg-surface-2 p-5 shadow-raised outline-none">
        <AlertDialog.Title className="break-words font-semibold text-lg">Remove {email}?</AlertDialog.Title>
        <AlertDialog.Description className="text-ink-2">
          {isYou ? 'Your' : 'Their'} sessions end within seconds. What {isYou ? 'you' : 'they'} have changed stays,
          under {isYou ? 'your' : 'their'} address.
        </AlertDialog.Description>
        <div className="flex justify-end gap-2">
          <AlertDialog.Close render={<Button />}>Cancel</AlertDialog.Close>
          <AlertDialog.Close render={<Button look="danger" onClick={onRemove} />}>Remove</AlertDialog.Close>
        </div>
      </AlertDialog.Popup>
    </AlertDialog.Portal>
  </AlertDialog.Root>
)
