/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-freeze.h"
#include "fv-kernels-values.h"

#include <glib/gi18n.h>

typedef enum
{
  UNIT,
  LAYER,
  UP_TO, /* what transfer learning keeps: all that lies below, too */
  N_CHOICES,
} Choice;

/**
 * FoveaFreeze:
 *
 * Three boxes to tick: the unit of the kernel that is shown, its layer, all layers up to it. Each says what is; one that is
 * true of some units alone is neither ticked nor empty.
 */
struct _FoveaFreeze
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkCheckButton *choices[N_CHOICES];
  FoveaSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaFreeze, fovea_freeze, GTK_TYPE_WIDGET)

static gboolean
kernel_of (FoveaFreeze *self, FvKernel *out)
{
  FvSceneInput input;

  fovea_session_fill (self->session, &input);
  return fv_kernel_at (&input, out);
}

/* How many units a choice is about, and how many of them are frozen. */
static void
count (FoveaFreeze *self, const FvKernel *kernel, Choice choice, guint *units, guint *frozen)
{
  FvNetwork *network = fovea_session_get_network (self->session);
  const FvFrozen *set = fovea_session_get_frozen (self->session);

  *units = 1;
  *frozen = fv_frozen_has (set, kernel->place, kernel->unit);
  if (choice == UNIT)
    return;
  *units = *frozen = 0;
  for (guint place = choice == UP_TO ? 1 : kernel->place; place <= kernel->place; place++)
    {
      *units += fv_frozen_n_units (fv_network_layer (network, place));
      *frozen += fv_frozen_count (set, place);
    }
}

/* What lies below has weights as well. */
static gboolean
has_lower (FoveaFreeze *self, const FvKernel *kernel)
{
  guint all, own, frozen;

  count (self, kernel, UP_TO, &all, &frozen);
  count (self, kernel, LAYER, &own, &frozen);
  return all > own;
}

static char *
title_of (FoveaFreeze *self, const FvKernel *kernel, Choice choice)
{
  g_autofree char *name
      = fv_layer_short_name (fv_network_layer (fovea_session_get_network (self->session), kernel->place));

  if (choice == UNIT)
    /* Translators: a layer as "C3", and the number of one of its units */
    return g_strdup_printf (_ ("%s unit %u"), name, kernel->unit + 1);
  /* Translators: %s is a layer as "C3" */
  return g_strdup_printf (choice == LAYER ? _ ("All of %s") : _ ("All Layers up to %s"), name);
}

static void
update (FoveaFreeze *self)
{
  FvKernel kernel;

  gtk_widget_set_sensitive (self->box, kernel_of (self, &kernel));
  if (!gtk_widget_get_sensitive (self->box))
    return;
  self->updating = TRUE;
  for (guint i = 0; i < N_CHOICES; i++)
    {
      g_autofree char *title = title_of (self, &kernel, (Choice)i);
      guint units, frozen;

      count (self, &kernel, (Choice)i, &units, &frozen);
      gtk_check_button_set_label (self->choices[i], title);
      gtk_check_button_set_active (self->choices[i], frozen == units);
      gtk_check_button_set_inconsistent (self->choices[i], frozen > 0 && frozen < units);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->choices[UP_TO]), has_lower (self, &kernel));
  self->updating = FALSE;
}

static const FvFrozen *
changed (FoveaFreeze *self, const FvKernel *kernel, Choice choice, gboolean frozen)
{
  FvNetwork *network = fovea_session_get_network (self->session);
  const FvFrozen *set = fovea_session_get_frozen (self->session);

  if (choice == UNIT)
    return fv_frozen_change (set, (FvFrozenRange){ kernel->place, kernel->unit, 1 }, frozen);
  for (guint place = choice == UP_TO ? 1 : kernel->place; place <= kernel->place; place++)
    set = fv_frozen_change (
        set, (FvFrozenRange){ place, 0, fv_frozen_n_units (fv_network_layer (network, place)) }, frozen);
  return set;
}

static void
on_toggled (FoveaFreeze *self, GtkCheckButton *button)
{
  FvTrainingOptions options;
  Choice choice = UNIT;
  FvKernel kernel;

  if (self->updating || self->session == NULL || !kernel_of (self, &kernel))
    return;
  while (self->choices[choice] != button)
    choice++;
  options = fovea_session_get_options (self->session);
  options.frozen = changed (self, &kernel, choice, gtk_check_button_get_active (button));
  fovea_session_set_training_options (self->session, &options);
  update (self);
}

static void
on_changed (FoveaFreeze *self, guint changes)
{
  if (changes & (FOVEA_CHANGE_OPTIONS | FOVEA_CHANGE_CURSOR | FOVEA_CHANGE_NETWORK))
    update (self);
}

void
fovea_freeze_set_session (FoveaFreeze *self, FoveaSession *session)
{
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
fovea_freeze_dispose (GObject *object)
{
  FoveaFreeze *self = FOVEA_FREEZE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_freeze_parent_class)->dispose (object);
}

static void
fovea_freeze_class_init (FoveaFreezeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_freeze_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_freeze_init (FoveaFreeze *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < N_CHOICES; i++)
    {
      self->choices[i] = GTK_CHECK_BUTTON (gtk_check_button_new ());
      g_signal_connect_swapped (self->choices[i], "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->choices[i]));
    }
}
