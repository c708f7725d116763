/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-canvas.h"
#include "fovea-data-options.h"
#include "fovea-generator-page.h"
#include "fovea-sample-grid.h"
#include "fovea-samples-page.h"
#include "fovea-session-files.h"
#include "fovea-session-private.h"
#include "fovea-summing.h"
#include "fovea-window-private.h"
#include "fv-drawings.h"

#include "fixture-measures.h"

#include <glib/gstdio.h>
#include <time.h>
#include <unistd.h>

/* The view of the data: samples to look through, what there is of each class, and how digits are made. */

typedef struct
{
  FoveaApplication *application;
  FoveaWindow *window;
  FoveaSession *session;
  GtkWidget *page;
  FoveaSampleGrid *grid;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = fixture_application ();
  fixture->window = fixture_window (fixture->application, 1024, 700);
  fixture->session = fovea_window_get_session (fixture->window);
  fixture_give_digits (fixture->session, 300, 60);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "data");
  fixture->page = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_SAMPLES_PAGE);
  fixture->grid = FOVEA_SAMPLE_GRID (fixture_find_type (fixture->page, FOVEA_TYPE_SAMPLE_GRID));
  fixture_spin (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_settings_reset (fovea_session_get_settings (fixture->session), "network");
  g_settings_reset (fovea_session_get_settings (fixture->session), "data");
  g_settings_reset (fovea_session_get_settings (fixture->session), "view");
  g_settings_reset (fovea_session_get_settings (fixture->session), "recent-data");
  gtk_window_close (GTK_WINDOW (fixture->window));
  fixture_finish (fixture->application);
}

/* part: 0 to train on, 1 to test with. */
static void
show_part (Fixture *fixture, guint part)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (fixture_find_type (fixture->page, GTK_TYPE_DROP_DOWN)), part);
}

static void
show_class (Fixture *fixture, guint class_index)
{
  GtkWidget *part = fixture_find_type (fixture->page, GTK_TYPE_DROP_DOWN);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_widget_get_next_sibling (part)), class_index + 1);
}

static char *
view_of (Fixture *fixture)
{
  char *view;

  g_object_get (fixture->window, "view", &view, NULL);
  return view;
}

static guint
count_class (FvDataset *set, guint class_index)
{
  guint n = 0;

  for (guint i = 0; i < fv_dataset_count (set); i++)
    n += fv_dataset_label (set, i) == class_index;
  return n;
}

/* Both parts, by class. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  FvDataset *train = fovea_session_get_train_set (fixture->session);

  g_assert_cmpuint (fovea_sample_grid_get_count (fixture->grid), ==, 300);
  show_class (fixture, 7);
  g_assert_cmpuint (fovea_sample_grid_get_count (fixture->grid), ==, count_class (train, 7));
  show_part (fixture, 1);
  g_assert_cmpuint (fovea_sample_grid_get_count (fixture->grid), ==,
                    count_class (fovea_session_get_test_set (fixture->session), 7));
  show_class (fixture, G_MAXUINT);
  g_assert_cmpuint (fovea_sample_grid_get_count (fixture->grid), ==, 60);
}

/* What is chosen is what is in the network, with the class it has, and the other way round. */
static void
test_choose (Fixture *fixture, gconstpointer data)
{
  FvDataset *train = fovea_session_get_train_set (fixture->session);
  guint sample;

  g_signal_emit_by_name (fixture->grid, "chosen", 42);
  g_assert_true (fovea_session_get_training_sample (fixture->session, &sample));
  g_assert_cmpuint (sample, ==, 42);
  g_assert_cmpmem (fv_trace_pixels (fovea_session_get_trace (fixture->session)), 784,
                   fv_dataset_pixels (train, 42), 784);
  g_assert_cmpuint (fv_trace_target (fovea_session_get_trace (fixture->session)), ==,
                    fv_dataset_label (train, 42));
  show_part (fixture, 1);
  g_assert_cmpuint (fovea_sample_grid_get_chosen (fixture->grid), ==, G_MAXUINT); /* it is none of these */
  g_signal_emit_by_name (fixture->grid, "chosen", 9);
  g_assert_cmpuint (fovea_session_get_sample (fixture->session), ==, 9);
  g_assert_false (fovea_session_has_drawing (fixture->session));
  fovea_session_choose_sample (fixture->session, 11);
  g_assert_cmpuint (fovea_sample_grid_get_chosen (fixture->grid), ==, 11);
  fovea_session_set_drawing (fixture->session, fv_dataset_pixels (train, 0));
  g_assert_false (fovea_session_get_training_sample (fixture->session, &sample));
  g_assert_cmpuint (fovea_sample_grid_get_chosen (fixture->grid), ==, G_MAXUINT);
}

/* Enter, or the button, goes to the network. */
static void
test_show (Fixture *fixture, gconstpointer data)
{
  g_autofree char *view = NULL;

  show_part (fixture, 1);
  fovea_sample_grid_choose (fixture->grid, 5);
  g_signal_emit_by_name (fixture->grid, "activated", 5);
  view = view_of (fixture);
  g_assert_cmpstr (view, ==, "network");
  g_assert_cmpuint (fovea_session_get_sample (fixture->session), ==, 5);
}

/* Of this program, µs. */
static double
used_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

/* Drawn at many places far from each other: what the slowest but a few take of the processor. */
static double
scroll (GtkWidget *window, GtkAdjustment *adjustment)
{
  g_autoptr (GArray) took = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < 60; i++)
    {
      double before = used_us (), us;

      gtk_adjustment_set_value (adjustment, i * 37 % 60 / 60.0 * gtk_adjustment_get_upper (adjustment));
      gtk_test_widget_wait_for_draw (window);
      us = used_us () - before;
      g_array_append_val (took, us);
    }
  return fixture_quantile (took, 0.9);
}

/* Many samples are scrolled through, and cost nothing that is not seen. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  gsize size = 60000 * 784;
  guint8 *pixels = g_malloc (size), *labels = g_malloc (60000);
  static const char *const names[] = { "T-shirt/top", "Ankle boot", "Trouser", NULL };
  g_autoptr (FvDataset) many = NULL;
  GtkWidget *window = gtk_window_new (), *scrolled = gtk_scrolled_window_new ();
  FoveaSampleGrid *grid = g_object_new (FOVEA_TYPE_SAMPLE_GRID, NULL);
  GtkAdjustment *adjustment;
  double before, slow, usual;

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8)(i * i % 251);
  for (guint i = 0; i < 60000; i++)
    labels[i] = (guint8)(i * 7 % 3);
  many = fv_dataset_new_take ("many", (FvShape){ 1, 28, 28 }, 60000, pixels, labels, names);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (grid));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  fovea_sample_grid_show (grid, fovea_session_get_train_set (fixture->session), G_MAXUINT);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  usual = scroll (window, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)));
  before = used_us ();
  fovea_sample_grid_show (grid, many, G_MAXUINT);
  g_assert_cmpfloat (used_us () - before, <, 20000);
  gtk_test_widget_wait_for_draw (window);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, 100000);
  slow = scroll (window, adjustment);
  g_test_message ("a picture of the grid takes %.1f ms, of 300 samples %.1f ms", slow / 1000, usual / 1000);
  g_assert_cmpfloat (slow, <, 3 * usual);
  fovea_sample_grid_choose (grid, 59999);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >,
                     gtk_adjustment_get_upper (adjustment) - 2 * gtk_adjustment_get_page_size (adjustment));
  gtk_test_widget_wait_for_draw (window);
  fovea_sample_grid_choose (grid, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1);
  before = used_us ();
  fovea_sample_grid_show (grid, many, 2); /* what was chosen may be gone */
  g_assert_cmpfloat (used_us () - before, <, 20000);
  g_assert_cmpuint (fovea_sample_grid_get_count (grid), ==, count_class (many, 2));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Points, pictures in colour, larger than their place, and none at all. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "a name that is longer than any cell in which it should stand", "b", NULL };
  const FvShape shapes[] = { { 1, 2, 1 }, { 3, 32, 32 }, { 3, 5, 90 }, { 1, 200, 130 }, { 1, 1, 1 } };
  GtkWidget *window = gtk_window_new ();
  FoveaSampleGrid *grid = g_object_new (FOVEA_TYPE_SAMPLE_GRID, NULL);

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (grid));
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 400);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      gsize size = fv_shape_size (shapes[i]);
      guint8 *labels = g_memdup2 ("\0\1\0\1", 4);
      g_autoptr (FvDataset) set
          = fv_dataset_new_take ("odd", shapes[i], 4, g_malloc0 (4 * size), labels, names);

      fovea_sample_grid_show (grid, set, G_MAXUINT);
      gtk_test_widget_wait_for_draw (window);
      fovea_sample_grid_choose (grid, 3);
      gtk_test_widget_wait_for_draw (window);
      g_assert_cmpuint (fovea_sample_grid_get_chosen (grid), ==, 3);
      fovea_sample_grid_show (grid, set, 1);
      g_assert_cmpuint (fovea_sample_grid_get_chosen (grid), ==, 3); /* it is of that class */
      fovea_sample_grid_show (grid, set, 0);
      g_assert_cmpuint (fovea_sample_grid_get_chosen (grid), ==, G_MAXUINT);
    }
  fovea_sample_grid_show (grid, NULL, G_MAXUINT);
  gtk_test_widget_wait_for_draw (window);
  g_assert_cmpuint (fovea_sample_grid_get_count (grid), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_summing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoveaSumming) summing = fovea_summing_new ();
  FvDataset *train = fovea_session_get_train_set (fixture->session);
  FvDataset *test = fovea_session_get_test_set (fixture->session);

  fovea_summing_set_wanted (summing, train);
  fovea_summing_set_wanted (summing, test); /* the first is stopped */
  fixture_wait_for (fovea_summing_get (summing) != NULL);
  g_assert_true (fv_summary_dataset (fovea_summing_get (summing)) == test);
  g_assert_cmpfloat (fovea_summing_get_progress (summing), <, 0);
  fovea_summing_set_wanted (summing, train);
  fixture_wait_for (fovea_summing_get (summing) != NULL);
  fovea_summing_set_wanted (summing, test); /* still there */
  g_assert_nonnull (fovea_summing_get (summing));
  fovea_summing_retain (summing, train, NULL);
  g_assert_null (fovea_summing_get (summing));
}

static void
on_tested_with (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  if (fovea_session_test_with_finish (FOVEA_SESSION (source), result, error))
    *error = g_error_new_literal (G_FILE_ERROR, 0, "fine");
}

/* FALSE: refused. */
static gboolean
test_with (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;

  fovea_session_test_with_async (fixture->session, path, NULL, on_tested_with, &error);
  fixture_wait_for (error != NULL);
  g_test_message ("%s", error->message);
  return g_str_equal (error->message, "fine");
}

/* The user's own digits in the place of those that belong to the data, and back; weights and training stay. */
static void
test_my_digits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fv_drawings_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (FvDataset) own = fv_dataset_ref (fovea_session_get_test_set (fixture->session));
  FvNetwork *network = fovea_session_get_network (fixture->session);
  g_autoptr (FvDrawings) drawings = fv_drawings_new ();

  g_unlink (path);
  g_assert_false (test_with (fixture, "my-digits")); /* there are none */
  g_assert_true (fovea_session_get_test_set (fixture->session) == own);
  for (guint i = 0; i < 5; i++)
    {
      FvStrokes *strokes = fv_strokes_new ();

      fv_strokes_begin (strokes);
      fv_strokes_add (strokes, (FvPoint){ 20 + i, 20, 9 });
      fv_strokes_add (strokes, (FvPoint){ 30, 120, 9 });
      fv_drawings_add (drawings, 1, strokes);
    }
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (fv_drawings_save (drawings, path, NULL));
  g_assert_true (test_with (fixture, path));
  g_assert_cmpuint (fv_dataset_count (fovea_session_get_test_set (fixture->session)), ==, 5);
  g_assert_cmpuint (fv_dataset_count (fovea_session_get_train_set (fixture->session)), ==, 300);
  g_assert_true (fovea_session_get_network (fixture->session) == network);
  g_assert_cmpstr (fovea_session_get_tested_with (fixture->session), ==, path);
  g_assert_false (test_with (fixture, "xor")); /* no pictures of 28×28 */
  g_assert_cmpuint (fv_dataset_count (fovea_session_get_test_set (fixture->session)), ==, 5);
  g_assert_true (test_with (fixture, NULL));
  g_assert_true (fovea_session_get_test_set (fixture->session) == own);
  g_assert_null (fovea_session_get_tested_with (fixture->session));
  g_unlink (path);
}

/* What there is to choose follows the table of sets, and grows with the first digit of one's own. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenuModel) menu = fovea_window_data_menu (fixture->window);
  g_autoptr (GMenuModel) train = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);
  guint made = 0, offers = 0;

  while (fovea_data_nth (made) != NULL)
    made++;
  while (fv_dataset_offer_nth (offers) != NULL)
    offers++;
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  g_assert_cmpint (g_menu_model_get_n_items (train), ==, made + offers + 2); /* and a file, and a folder */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.train-on", "s", "xor");
  g_assert_cmpstr (fovea_session_get_data (fixture->session), ==, "xor");
  g_assert_true (fovea_session_is_plane (fixture->session));
  fixture_spin (50);
  g_assert_cmpuint (fovea_sample_grid_get_count (fixture->grid), ==,
                    fv_dataset_count (fovea_session_get_train_set (fixture->session)));
}

/* The spin button, drop-down or check button beside the label that begins so. */
static GtkWidget *
option (Fixture *fixture, const char *prefix)
{
  GtkWidget *options = fixture_find_type (fixture->page, FOVEA_TYPE_DATA_OPTIONS);

  return gtk_widget_get_next_sibling (fixture_find_label (options, prefix));
}

static void
set_option (Fixture *fixture, const char *prefix, double value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (option (fixture, prefix)), value);
}

/* The last button there is uses what was asked for. */
static GtkWidget *
use_button (Fixture *fixture)
{
  GtkWidget *options = fixture_find_type (fixture->page, FOVEA_TYPE_DATA_OPTIONS);

  return gtk_widget_get_last_child (gtk_widget_get_first_child (options));
}

/* Waits for other data than there are. */
static void
use_options (Fixture *fixture)
{
  g_autoptr (FvDataset) before = fv_dataset_ref (fovea_session_get_train_set (fixture->session));

  g_assert_true (gtk_widget_get_sensitive (use_button (fixture)));
  g_signal_emit_by_name (use_button (fixture), "clicked");
  fixture_wait_for (fovea_session_get_train_set (fixture->session) != before);
  fixture_spin (50);
}

static gboolean
is_offered (Fixture *fixture, const char *prefix)
{
  return gtk_widget_get_visible (gtk_widget_get_parent (option (fixture, prefix)));
}

static char *
nth_recent (Fixture *fixture, guint nth)
{
  g_auto (GStrv) paths = g_settings_get_strv (fovea_session_get_settings (fixture->session), "recent-data");

  return nth < g_strv_length (paths) ? g_strdup (paths[nth]) : NULL;
}

/* Forty pictures of 4×4 in a table; to be removed. */
static char *
make_table (void)
{
  char *path = g_strdup ("/tmp/fovea-table-XXXXXX.csv");
  g_autoptr (GString) text = g_string_new (NULL);

  close (g_mkstemp (path));
  for (guint i = 0; i < 40; i++)
    {
      for (guint k = 0; k < 16; k++)
        g_string_append_printf (text, "%u,", (i + k) % 2 * 200 + i);
      g_string_append_printf (text, "%u\n", i % 2);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

static guint
n_train (Fixture *fixture)
{
  return fv_dataset_count (fovea_session_get_train_set (fixture->session));
}

static guint
n_test (Fixture *fixture)
{
  return fv_dataset_count (fovea_session_get_test_set (fixture->session));
}

/* How many are set aside, by which seed, and how many are left of the others; each can be taken back. */
static void
test_split (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_table (), *recent = NULL;
  g_autoptr (FvDataset) first = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-path", "s", path);
  fixture_wait_for (n_train (fixture) == 36);
  fixture_spin (50);
  recent = nth_recent (fixture, 0);
  g_assert_cmpstr (recent, ==, path);
  g_assert_true (is_offered (fixture, "Set aside"));
  g_assert_true (is_offered (fixture, "At most"));
  g_assert_false (is_offered (fixture, "Made from"));
  g_assert_false (is_offered (fixture, "Size of"));
  g_assert_false (gtk_widget_get_sensitive (use_button (fixture))); /* they are so already */
  set_option (fixture, "Set aside", 25);
  use_options (fixture);
  g_assert_cmpuint (n_train (fixture), ==, 30);
  g_assert_cmpuint (n_test (fixture), ==, 10);
  first = fv_dataset_ref (fovea_session_get_train_set (fixture->session));
  set_option (fixture, "Chosen by", 7);
  use_options (fixture);
  g_assert_cmpuint (n_train (fixture), ==, 30);
  g_assert_cmpuint (fv_source_mark (fovea_session_get_train_set (fixture->session)), !=,
                    fv_source_mark (first));
  set_option (fixture, "At most", 12);
  use_options (fixture);
  g_assert_cmpuint (n_train (fixture), ==, 12);
  g_assert_cmpuint (n_test (fixture), ==, 10);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *said = fovea_session_undo (fixture->session, FALSE);

      g_assert_nonnull (said);
    }
  g_assert_true (fovea_session_get_train_set (fixture->session) == first);
  g_unlink (path);
}

/* The last one opened comes first, once; what is offered anyway is not among them, nor are more than some. */
static void
test_recent (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = fovea_session_get_settings (fixture->session);
  const FvDatasetOffer *offer = fv_dataset_offer_nth (0);
  g_auto (GStrv) all = NULL;
  g_autoptr (GMenuModel) menu = NULL;

  g_settings_reset (settings, "recent-data");
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *path = g_strdup_printf ("/a_b/%u", i);

      fovea_window_remember_data (fixture->window, path);
    }
  fovea_window_remember_data (fixture->window, "/a_b/7");
  fovea_window_remember_data (fixture->window, offer->path);
  fovea_window_remember_data (fixture->window, "/\xff");
  all = g_settings_get_strv (settings, "recent-data");
  g_assert_cmpuint (g_strv_length (all), ==, 8);
  g_assert_cmpstr (all[0], ==, "/a_b/7");
  g_assert_cmpstr (all[1], ==, "/a_b/11");
  menu = fovea_window_data_menu (fixture->window);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  g_settings_reset (settings, "recent-data");
}

/* Digits are made anew, and remembered for the next time; what is read anew once is like it. */
static void
test_fewer_digits (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = fovea_session_get_settings (fixture->session);

  g_assert_true (is_offered (fixture, "Distortion"));
  g_assert_false (is_offered (fixture, "Set aside"));
  set_option (fixture, "How many", 120);
  set_option (fixture, "Made from", 4000000000.0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (option (fixture, "Distortion")), FV_DISTORTION_STRONG);
  use_options (fixture);
  g_assert_cmpuint (n_train (fixture), ==, 120);
  g_assert_cmpuint (g_settings_get_uint (settings, "seed"), ==, 4000000000u);
  g_assert_cmpuint (g_settings_get_uint (settings, "samples"), ==, 120);
  g_assert_cmpint (fovea_session_get_distortion (fixture->session), ==, FV_DISTORTION_STRONG);
  g_assert_true (fovea_session_get_generated (fixture->session));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  g_assert_cmpuint (n_train (fixture), ==, 300);
  g_assert_cmpint (fovea_session_get_distortion (fixture->session), ==, FV_DISTORTION_MILD);
  g_settings_reset (settings, "samples");
  g_settings_reset (settings, "seed");
  g_settings_reset (settings, "distortion");
}

/* A slider moves one thing and says that the distortion is one's own; choosing one sets all. */
static void
test_generator (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = fixture_find_type (GTK_WIDGET (fixture->window), FOVEA_TYPE_GENERATOR_PAGE);
  FoveaCanvas *canvas = FOVEA_CANVAS (fixture_find_type (page, FOVEA_TYPE_CANVAS));
  GtkWidget *scale = fixture_find_type (page, GTK_TYPE_SCALE);
  FvHandTraits mild = fv_hand_traits (FV_DISTORTION_MILD);
  GtkWidget *seed = fixture_find_type (page, GTK_TYPE_SPIN_BUTTON);
  FvSceneInput input = { 0 };

  fovea_canvas_fill_in (canvas, &input);
  g_assert_cmpmem (&input.hand->traits, sizeof mild, &mild, sizeof mild);
  gtk_range_set_value (GTK_RANGE (scale), 0.1);
  g_assert_cmpfloat (input.hand->traits.jitter, ==, 0.1);
  g_assert_cmpfloat (input.hand->traits.elastic, ==, mild.elastic);
  gtk_range_set_value (GTK_RANGE (scale), mild.jitter);
  g_assert_cmpmem (&input.hand->traits, sizeof mild, &mild, sizeof mild);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (seed), 77);
  g_assert_cmpuint (input.hand->seed, ==, 77);
}

static void
test_finalize (Fixture *fixture, gconstpointer data)
{
  GtkWidget *samples = g_object_ref_sink (fovea_samples_page_new (fixture->session));
  GtkWidget *generator = g_object_ref_sink (fovea_generator_page_new (fixture->session));

  g_assert_finalize_object (samples);
  g_assert_finalize_object (generator);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/data/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("filter", test_filter);
  ADD ("choose", test_choose);
  ADD ("show", test_show);
  ADD ("many", test_many);
  ADD ("kinds", test_kinds);
  ADD ("summing", test_summing);
  ADD ("my-digits", test_my_digits);
  ADD ("menu", test_menu);
  ADD ("split", test_split);
  ADD ("recent", test_recent);
  ADD ("fewer-digits", test_fewer_digits);
  ADD ("generator", test_generator);
  ADD ("finalize", test_finalize);
  return g_test_run ();
}
