/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-canvas.h"
#include "fovea-digit-pad.h"
#include "fovea-keeper.h"
#include "fovea-strip.h"
#include "fovea-timeline.h"
#include "fovea-trouble-banner.h"
#include "fovea-window.h"
#include "fovea-work.h"

G_BEGIN_DECLS

struct _FoveaWindow
{
  AdwApplicationWindow parent_instance;
  AdwToastOverlay *toasts;
  AdwViewStack *stack;
  AdwViewSwitcher *switcher;
  guint n_views; /* in the switcher */
  GtkWidget *directions;
  GtkMenuButton *counts; /* what the layer at the cursor costs */
  FoveaCanvas *counts_canvas;
  FoveaStrip *strip;
  FoveaDigitPad *pad;
  GtkWidget *side; /* of strip or pad */
  FoveaTimeline *timeline;
  GtkRevealer *notice; /* a message, or an offer of what was kept */
  GtkLabel *notice_label;
  GtkWidget *notice_restore;
  GtkWidget *notice_discard;
  FoveaTroubleBanner *trouble;
  GtkProgressBar *progress; /* of training */
  AdwToast *offer;          /* to take back what was done last; weak */
  gint64 titled_us;         /* when the title last changed */
  char *busy;               /* what else one waits for, in words; NULL: nothing */
  double busy_share;
  GtkRevealer *go_to; /* where one says a place */
  GtkEntry *go_to_entry;
  GtkLabel *go_to_label; /* what is wrong with it */

  FoveaSession *session;
  GSettings *settings;
  gboolean strip_visible;
  gboolean pad_visible;
  gboolean strip_before; /* whether the strip comes back when the pad goes */
  guint tick;
  GtkFileChooserNative *chooser;
  GtkWidget *picture_dialog; /* the last one that was opened; weak */
  FoveaWork *filming;        /* NULL: no animation is being made */
  GFile *file;               /* what the session was saved to or opened from; NULL: nothing yet */
  FoveaKeeper *keeper;       /* NULL: nothing is kept */
  char *message;             /* in the bar; NULL: none */
  GPtrArray *offers;         /* FvKept: what may be shown again; NULL: nothing any more */
  FvKept *restoring;         /* on its way */
  FvKept *discarded;         /* can still come back */
  gboolean closing;          /* hidden, until all is kept */
  gboolean may_close;
};

/* fovea-window-actions.c */
void fovea_window_add_actions (GtkWidgetClass *klass);
void fovea_window_update_actions (FoveaWindow *self);
void fovea_window_catch_undo (FoveaWindow *self);
void fovea_window_say_done (FoveaWindow *self, const char *sentence);
/* fovea-window-data.c */
void fovea_window_add_data_actions (GtkWidgetClass *klass);
void fovea_window_remember_data (FoveaWindow *self, const char *path);
/* fovea-window-export.c */
void fovea_window_add_export_actions (GtkWidgetClass *klass);
void fovea_window_export_film (FoveaWindow *self, const char *path, const char *size, const char *motion);
gboolean fovea_window_export (FoveaWindow *self, const char *path, const char *size, GError **error);
/* fovea-window-film.c */
void fovea_window_film (FoveaWindow *self, const FvSceneType *type, const FvSceneInput *input, double width,
                        double height, gboolean over_training, const char *path);
/* fovea-window-progress.c */
void fovea_window_update_progress (FoveaWindow *self, gboolean now);
void fovea_window_set_busy (FoveaWindow *self, const char *words, double share);
/* fovea-window-go-to.c */
void fovea_window_ask_go_to (FoveaWindow *self);
void fovea_window_on_go_to (FoveaWindow *self);
gboolean fovea_window_on_go_to_key (FoveaWindow *self, guint key);
/* fovea-window-keeping.c */
void fovea_window_add_keeping_actions (GtkWidgetClass *klass);
void fovea_window_say_long (FoveaWindow *self, const char *sentence);
gboolean fovea_window_may_close (FoveaWindow *self);
void fovea_window_end_keeping (FoveaWindow *self);
/* fovea-window-saving.c */
char *fovea_window_name_file (GFile *file);
void fovea_window_add_saving_actions (GtkWidgetClass *klass);
void fovea_window_set_file (FoveaWindow *self, GFile *file);
/* fovea-window-files.c */
GtkFileChooserNative *fovea_window_choose (FoveaWindow *self, const char *title, GtkFileChooserAction action,
                                           GCallback on_response);
void fovea_window_add_filters (GtkFileChooser *chooser, gboolean pictures);
void fovea_window_add_file_actions (GtkWidgetClass *klass);
void fovea_window_add_drop (FoveaWindow *self);
void fovea_window_say (FoveaWindow *self, const char *sentence);

G_END_DECLS
