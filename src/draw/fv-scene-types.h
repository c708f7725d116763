/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* The rows of the table in fv-scene.c. */
extern const FvSceneType fv_network_scene;
extern const FvSceneType fv_detail_scene;
extern const FvSceneType fv_kernels_scene;
extern const FvSceneType fv_kernels_card_scene;
extern const FvSceneType fv_course_scene;
extern const FvSceneType fv_curve_scene;
extern const FvSceneType fv_confusion_scene;
extern const FvSceneType fv_gradients_scene;
extern const FvSceneType fv_layers_scene;
extern const FvSceneType fv_experiment_scene;
extern const FvSceneType fv_plane_scene;
extern const FvSceneType fv_counts_scene;
extern const FvSceneType fv_timeline_scene;
extern const FvSceneType fv_bars_scene;
extern const FvSceneType fv_data_scene;
extern const FvSceneType fv_generator_scene;

G_END_DECLS
