/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-loading.h"
#include "fovea-session-files.h"
#include "fovea-window-private.h"
#include "fv-error.h"
#include "fv-number.h"

#include <glib/gi18n.h>
#include <math.h>

/* What was kept without anybody asking for it: offered at the start, put aside at the end; and the bar that says so. */

/* --- The bar: a message, or else an offer --- */

/* "14:32", or with its day if that is not today. */
static char *
time_text (gint64 unix_time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (unix_time);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (then == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) == g_date_time_get_year (now)
      && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, "%R");
  /* Translators: day and time of g_date_time_format(). */
  return g_date_time_format (then, _ ("%-d %B, %R"));
}

/* "1,234 batches, 97.3 % right" */
static char *
about_text (const FvKeptAbout *about)
{
  g_autofree char *count = fv_number_count (about->batch);
  gulong number = (gulong)MIN (about->batch, G_MAXINT);

  if (isnan (about->accuracy))
    /* Translators: %s is the number of batches. */
    return g_strdup_printf (ngettext ("%s batch", "%s batches", number), count);
  /* Translators: %s is the number of batches, %.1f a share of 100. */
  return g_strdup_printf (ngettext ("%s batch, %.1f %% right", "%s batches, %.1f %% right", number), count,
                          100 * about->accuracy);
}

static char *
offer_text (const FvKept *kept)
{
  const FvKeptAbout *about = fv_kept_about (kept);
  g_autofree char *time = time_text (about->saved_at);
  g_autofree char *text = about_text (about);

  if (about->closed)
    /* Translators: a time, then as "1,234 batches, 97.3 % right". */
    return g_strdup_printf (_ ("Continue where you left off: %s, %s."), time, text);
  /* Translators: a time, then as "1,234 batches, 97.3 % right". */
  return g_strdup_printf (_ ("Fovea ended unexpectedly. The session is still there: %s, %s."), time, text);
}

static FvKept *
first_offer (FoveaWindow *self)
{
  return self->offers != NULL && self->offers->len > 0 ? g_ptr_array_index (self->offers, 0) : NULL;
}

static void
update_notice (FoveaWindow *self)
{
  FvKept *offer = first_offer (self);
  gboolean offers = self->message == NULL && offer != NULL;
  g_autofree char *text = NULL;

  gtk_revealer_set_reveal_child (self->notice, self->message != NULL || offers);
  if (self->message == NULL && !offers)
    return;
  text = offers ? offer_text (offer) : g_strdup (self->message);
  gtk_label_set_label (self->notice_label, text);
  gtk_widget_set_visible (self->notice_restore, offers);
  gtk_widget_set_visible (self->notice_discard, offers);
  if (offers)
    gtk_button_set_label (GTK_BUTTON (self->notice_restore),
                          fv_kept_about (offer)->closed ? _ ("Co_ntinue") : _ ("_Restore"));
}

/**
 * fovea_window_say_long:
 * @sentence: one that may be longer than a toast; it stays until it is put away
 */
void
fovea_window_say_long (FoveaWindow *self, const char *sentence)
{
  g_free (self->message);
  self->message = g_strdup (sentence);
  update_notice (self);
}

/* A message goes for good, offers until the next start. */
static void
hide_notice (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  if (self->message != NULL)
    g_clear_pointer (&self->message, g_free);
  else
    g_clear_pointer (&self->offers, g_ptr_array_unref);
  update_notice (self);
}

/* --- Offers --- */

/**
 * fovea_window_offer:
 * @offers: (transfer full): FvKept, of which this window may show the one or the other again
 */
void
fovea_window_offer (FoveaWindow *self, GPtrArray *offers)
{
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  self->offers = offers;
  update_notice (self);
}

/* Out of the offers; the caller owns it. */
static FvKept *
take_offer (FoveaWindow *self)
{
  return first_offer (self) != NULL ? g_ptr_array_steal_index (self->offers, 0) : NULL;
}

/* A session on its way back. */
typedef struct
{
  FoveaWindow *window;
  FoveaLoading *loading;
} Restoring;

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Restoring *restoring = data;
  g_autoptr (FoveaWindow) self = restoring->window;
  g_autoptr (FvKept) kept = g_steal_pointer (&self->restoring);
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  fovea_loading_free (restoring->loading);
  if (self->session == NULL)
    return;
  said = fovea_session_open_finish (FOVEA_SESSION (source), result, &error);
  if (said == NULL)
    {
      if (self->offers != NULL)
        g_ptr_array_insert (self->offers, 0, g_steal_pointer (&kept));
      if (!g_error_matches (error, FV_ERROR, FV_ERROR_CANCELLED))
        fovea_window_say_long (self, error->message);
      update_notice (self);
      return;
    }
  fovea_session_mark_saved (self->session, 0); /* in no file of the user's */
  fovea_keeper_take_over (self->keeper, g_steal_pointer (&kept));
  fovea_window_set_file (self, NULL);
  g_clear_pointer (&self->offers, g_ptr_array_unref); /* the others are offered next time */
  if (fovea_session_opened (result).is_whole)
    fovea_window_say (self, _ ("The session is as it was."));
  else
    fovea_window_say_long (self, said);
  update_notice (self);
}

static void
open_kept (FoveaWindow *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (fv_kept_path (self->restoring));
  g_autoptr (FoveaProgress) progress = fovea_progress_new ();
  Restoring *restoring = g_new0 (Restoring, 1);

  restoring->window = g_object_ref (self);
  restoring->loading
      = fovea_loading_new_for (GTK_WINDOW (self), _ ("Restoring"), _ ("Restoring the session…"), progress);
  fovea_session_open_watched (self->session, file, progress, on_restored, restoring);
}

static void
on_put_aside_to_restore (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (fovea_keeper_put_aside_finish (FOVEA_KEEPER (source), result, &error))
    {
      open_kept (self);
      return;
    }
  g_ptr_array_insert (self->offers, 0, g_steal_pointer (&self->restoring));
  if (error != NULL)
    fovea_window_say_long (self, error->message);
  update_notice (self);
}

static void
restore (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  if (self->keeper == NULL || self->restoring != NULL || first_offer (self) == NULL)
    return;
  self->restoring = take_offer (self);
  gtk_revealer_set_reveal_child (self->notice, FALSE);
  fovea_keeper_put_aside_async (self->keeper, on_put_aside_to_restore, g_object_ref (self));
}

/* Once nobody can undo it any more. */
static void
end_discarded (FoveaWindow *self)
{
  if (self->discarded != NULL)
    fv_kept_discard (self->discarded);
  g_clear_pointer (&self->discarded, fv_kept_free);
}

static void
on_discard_dismissed (FoveaWindow *self, AdwToast *toast)
{
  if (self->discarded == g_object_get_data (G_OBJECT (toast), "kept"))
    end_discarded (self);
}

static void
discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  AdwToast *toast;

  if (first_offer (self) == NULL)
    return;
  end_discarded (self);
  self->discarded = take_offer (self);
  toast = adw_toast_new (_ ("The session is thrown away."));
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "win.undo-discard");
  g_object_set_data (G_OBJECT (toast), "kept", self->discarded);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_discard_dismissed), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
  update_notice (self);
}

static void
undo_discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  if (self->discarded == NULL || self->offers == NULL)
    return;
  g_ptr_array_insert (self->offers, 0, g_steal_pointer (&self->discarded));
  update_notice (self);
}

/* --- Keeping --- */

static void
on_failed (FoveaWindow *self, const char *sentence)
{
  /* Translators: %s is a sentence that says what is wrong. */
  g_autofree char *text = g_strdup_printf (_ ("What you do not save is not kept: %s"), sentence);

  fovea_window_say_long (self, text);
}

/**
 * fovea_window_keep:
 * @folder: the shelf
 *
 * From now on nothing that was done in this window is lost.
 */
void
fovea_window_keep (FoveaWindow *self, const char *folder)
{
  self->keeper
      = fovea_keeper_new (self->session, folder, g_settings_get_uint (self->settings, "keep-seconds"));
  g_signal_connect_object (self->keeper, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
}

static void
on_leave_response (FoveaWindow *self, const char *response)
{
  if (g_str_equal (response, "leave"))
    {
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (g_str_equal (response, "save"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.save-as", NULL);
}

/* Nothing could be kept: now it is for the user to say. */
static void
ask_before_leaving (FoveaWindow *self, const char *sentence)
{
  GtkWidget *dialog
      = adw_message_dialog_new (GTK_WINDOW (self), _ ("The Session Could Not Be Kept"), sentence);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Stay"), "leave",
                                    _ ("_Close Anyway"), "save", _ ("_Save As…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_leave_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_put_aside_to_close (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaWindow) self = data;
  g_autoptr (GError) error = NULL;

  self->closing = FALSE;
  if (self->session == NULL)
    return;
  if (fovea_keeper_put_aside_finish (FOVEA_KEEPER (source), result, &error))
    {
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_window_present (GTK_WINDOW (self));
  if (error != NULL)
    ask_before_leaving (self, error->message);
}

/**
 * fovea_window_may_close:
 *
 * Returns: %FALSE: the window goes as soon as all is kept
 */
gboolean
fovea_window_may_close (FoveaWindow *self)
{
  if (self->keeper == NULL || self->may_close)
    return TRUE;
  if (self->closing)
    return FALSE;
  self->closing = TRUE;
  end_discarded (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  fovea_keeper_put_aside_async (self->keeper, on_put_aside_to_close, g_object_ref (self));
  fovea_session_set_playing (self->session, FALSE);
  return FALSE;
}

void
fovea_window_end_keeping (FoveaWindow *self)
{
  end_discarded (self);
  g_clear_pointer (&self->restoring, fv_kept_free);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->message, g_free);
  g_clear_object (&self->keeper);
}

void
fovea_window_add_keeping_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.restore-kept", NULL, restore);
  gtk_widget_class_install_action (klass, "win.discard-kept", NULL, discard);
  gtk_widget_class_install_action (klass, "win.undo-discard", NULL, undo_discard);
  gtk_widget_class_install_action (klass, "win.hide-notice", NULL, hide_notice);
}
